package io.doppel.encoder.graph.gradient;

/// An input of a graph by which some of its values are multiplied, as [texts, tokens, width].
///
/// @param input its name
/// @param width coordinates of a token
public record Mask(String input, int width) {}
