package io.doppel.bench.task;

import io.doppel.bench.Run;
import org.jspecify.annotations.Nullable;

/// How long it takes to find the duplicates among so many passages.
///
/// @param passages how many were looked at
/// @param throughIndex each passage with its neighbourhood
/// @param eachWithEach the exact answer; null where that was not made
/// @param pairs that are at or above the threshold: in the exact answer, else through the index
/// @param recall part of these that the index finds, 0 to 1; null without an exact answer
public record MiningSpeed(
    long passages, Run throughIndex, @Nullable Run eachWithEach, long pairs, @Nullable Double recall) {}
