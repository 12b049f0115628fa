package io.doppel.classification;

/// Whether a claim holds.
///
/// @param accepted whether the cosine is above the threshold
/// @param similarity the cosine of the text with the prototype of the claimed label, or of both texts
/// @param cutoff what is accepted, and what that costs
/// @param truncated whether a text is longer than the model reads
public record Verification(boolean accepted, float similarity, Cutoff cutoff, boolean truncated) {}
