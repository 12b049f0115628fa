package io.doppel.encoder;

/// What encoding some texts takes.
///
/// @param tokens tokens of all texts, special tokens included
/// @param paddedTokens tokens that go through the model, those that fill up shorter texts included
/// @param operations floating-point operations in the matrix products of the texts' own tokens; padding is not counted
public record EncodingWork(long tokens, long paddedTokens, double operations) {

  /// The share of what goes through the model that is padding, 0 to 1.
  public double padding() {
    return paddedTokens == 0 ? 0 : (double) (paddedTokens - tokens) / paddedTokens;
  }
}
