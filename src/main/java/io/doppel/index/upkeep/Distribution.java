package io.doppel.index.upkeep;

/// How an index lies over the nodes of a cluster.
///
/// @param health `green` where every copy of every shard is there, `yellow` where some copies are not, `red` where some
///     shards are not, and their documents with them
/// @param shards the parts of the index
/// @param copies of each shard that there are to be
/// @param missing copies that are not there now, of all shards
public record Distribution(String health, int shards, int copies, int missing) {}
