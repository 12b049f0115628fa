package io.doppel.index.upkeep;

/// What was asked of the place where indexes are kept, by one kind of call, since the program began.
///
/// @param count how often
/// @param failed how often no answer came, or one with an error
/// @param seconds that all of them took together
public record Calls(long count, long failed, double seconds) {}
