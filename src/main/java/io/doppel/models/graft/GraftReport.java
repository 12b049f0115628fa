package io.doppel.models.graft;

/// What came of a graft.
///
/// @param pairs sentences that were learned from
/// @param tokens that the model got
/// @param before how it read the sentences that were held back
/// @param after how it reads them now
public record GraftReport(int pairs, int tokens, Reading before, Reading after) {

  /// How a model reads sentences that were held back.
  ///
  /// @param pairs how many
  /// @param tokensPerWord of the other language
  /// @param otherFound the part of the known language's sentences whose translation is nearer to them than all others,
  ///     0 to 1
  /// @param knownFound the same the other way round
  public record Reading(int pairs, double tokensPerWord, double otherFound, double knownFound) {}
}
