package io.doppel.plagiarism;

/// A document that passages of the suspicious text were taken from.
///
/// @param id its id in the collection
/// @param title its title, may be empty
/// @param text its text, which the offsets of the cases point into
/// @param coverage part of the suspicious text, from 0 to 1, that lies in some case of this source
/// @param cases number of cases of this source
public record Source(String id, String title, String text, double coverage, int cases) {}
