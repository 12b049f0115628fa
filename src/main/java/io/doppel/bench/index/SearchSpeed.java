package io.doppel.bench.index;

import io.doppel.index.audit.Recall;

/// How well and how fast an index is searched at one width.
///
/// @param width how many candidates the walk keeps, 0 where every vector is scored
public record SearchSpeed(int width, Recall recall, Throughput throughput) {}
