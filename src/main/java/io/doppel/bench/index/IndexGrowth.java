package io.doppel.bench.index;

import io.doppel.bench.Run;
import io.doppel.index.upkeep.Footprint;

/// What an index of one size costs.
///
/// @param passages how many there are
/// @param copies so many of them are made of others
/// @param filling from the first passage to the commit
/// @param compacting the rest of building: one segment of all
/// @param footprint after that
public record IndexGrowth(
    int passages, int copies, Run filling, Run compacting, Footprint footprint, SearchSpeed search) {}
