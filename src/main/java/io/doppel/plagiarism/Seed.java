package io.doppel.plagiarism;

/// Two units that are alike.
///
/// @param here unit of the suspicious text
/// @param there unit of the source
/// @param byWords whether they are alike by their words, rather than by meaning alone
record Seed(int here, int there, boolean byWords) {}
