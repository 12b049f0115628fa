package io.doppel.duplicates.calibration;

/// Two texts, and whether a person calls them duplicates.
public record LabelledPair(String text1, String text2, boolean duplicate) {}
