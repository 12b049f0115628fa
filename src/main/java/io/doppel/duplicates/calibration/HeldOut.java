package io.doppel.duplicates.calibration;

/// How well labelled pairs are judged by what others of them taught.
///
/// @param pairs how many they are
/// @param duplicates how many of them are duplicates
/// @param averagePrecision the mean of the precisions at each duplicate
/// @param calibrationError the expected calibration error
/// @param threshold the lowest one with the precision that was asked for; where none has it, that of before
/// @param precision the share of true ones among those at or above the threshold
/// @param recall the share of all duplicates that lies there
public record HeldOut(
    long pairs,
    long duplicates,
    double averagePrecision,
    double calibrationError,
    double threshold,
    Interval precision,
    Interval recall) {}
