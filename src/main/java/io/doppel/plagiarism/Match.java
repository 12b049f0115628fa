package io.doppel.plagiarism;

import io.doppel.text.Span;

/// A passage of the suspicious text and the passage of the source that it was taken from.
///
/// @param score by which the better of two overlapping matches is kept
record Match(Span here, Span there, double score) {}
