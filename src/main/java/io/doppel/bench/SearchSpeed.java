package io.doppel.bench;

import io.doppel.index.audit.Recall;

/// How well and how fast an index is searched at one width.
///
/// @param width how many candidates the walk keeps, 0 where every vector is scored
/// @param latency of one query after the other, on one thread
/// @param oneThread queries a second
/// @param allThreads queries a second with as many threads as there are cores
/// @param allThreadsProcessor the same by processor time: what the clock would show if this machine had nothing else to do
public record SearchSpeed(
    int width, Recall recall, Latency latency, double oneThread, double allThreads, double allThreadsProcessor) {}
