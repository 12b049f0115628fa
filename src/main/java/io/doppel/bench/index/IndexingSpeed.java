package io.doppel.bench.index;

import io.doppel.bench.Run;
import io.doppel.vector.Quantiles;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// How long documents took to be indexed, beside the pure encoding of their passages.
///
/// @param documents how many there were
/// @param passages they were cut into so many
/// @param found part of the passages, or of a sample of them, that a search for their own embedding brings back, 0 to 1
/// @param rounds all of them, at least one
public record IndexingSpeed(int documents, int passages, double found, List<Round> rounds) {

  /// The passages encoded, and right after it the documents read, cut, encoded, written and committed.
  public record Round(Run encoding, Run indexing) {

    /// Systems tell processor time in steps, so that of very few documents there may be none.
    private static final double STEP_SECONDS = .01;

    double ratio(ToDoubleFunction<Run> time) {
      return Math.max(time.applyAsDouble(indexing), STEP_SECONDS)
          / Math.max(time.applyAsDouble(encoding), STEP_SECONDS);
    }
  }

  public IndexingSpeed {
    rounds = List.copyOf(rounds);
  }

  /// By the clock, the median of the rounds.
  public double documentsPerSecond() {
    return Quantiles.of(rounds.stream().map(round -> documents / round.indexing().seconds()).toList()).median();
  }

  /// Indexing in terms of pure encoding, by the clock; the median of the rounds.
  public double ratio() {
    return Quantiles.of(rounds.stream().map(round -> round.ratio(Run::seconds)).toList()).median();
  }

  /// The same by processor time.
  public double ratioByProcessorTime() {
    return Quantiles.of(rounds.stream().map(round -> round.ratio(Run::processorSeconds)).toList()).median();
  }
}
