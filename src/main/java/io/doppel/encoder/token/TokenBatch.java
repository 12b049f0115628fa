package io.doppel.encoder.token;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Texts that go through the model together, by their positions in the caller's list.
///
/// @param rows positions of the texts
/// @param width tokens of the longest of them; shorter ones are padded to it
public record TokenBatch(List<Integer> rows, int width) {

  /// Fills batches up to a token budget, padding counted. Texts are taken by their length, the
  /// longest first, so that neighbours need little padding and the last batch to end is a short
  /// one.
  public static List<TokenBatch> plan(List<Tokens> texts, int tokenBudget) {
    return plan(texts, IntStream.range(0, texts.size()).boxed().toList(), tokenBudget);
  }

  /// The same with some of the texts.
  ///
  /// @param rows their positions
  public static List<TokenBatch> plan(List<Tokens> texts, List<Integer> rows, int tokenBudget) {
    List<Integer> byLength =
        rows.stream()
            .sorted(Comparator.comparingInt((Integer row) -> texts.get(row).length()).reversed())
            .toList();
    List<TokenBatch> batches = new ArrayList<>();
    int start = 0;
    while (start < byLength.size()) {
      int width = texts.get(byLength.get(start)).length();
      int end = Math.min(byLength.size(), start + Math.max(1, tokenBudget / Math.max(1, width)));
      batches.add(new TokenBatch(byLength.subList(start, end), width));
      start = end;
    }
    return batches;
  }

  public int size() {
    return rows.size();
  }
}
