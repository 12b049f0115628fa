package io.doppel.encoder.graph.gradient;

import java.util.Optional;

/// The gradient of a weight, among the results of the backward graph.
///
/// @param weight whose
/// @param output what the backward graph calls it: in the shape of the weight, or a row for each index
/// @param indices which rows of the weight these belong to, among the inputs or the results of the forward graph; the
///     same row may come several times, and its gradient is the sum. Empty where the gradient is whole
public record WeightGradient(String weight, String output, Optional<String> indices) {}
