package io.doppel.api.teaching;

import io.doppel.api.duplicates.CalibrationJson.IntervalJson;
import io.doppel.duplicates.Decisions;
import io.doppel.duplicates.Decisions.Kind;
import io.doppel.duplicates.calibration.HeldOut;
import io.doppel.duplicates.teaching.Round;
import io.doppel.duplicates.teaching.Rounds;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rounds in which people taught, as programs see them.
///
/// @param rounds the first one first
/// @param enough whether more labels no longer pay
public record RoundsJson(List<PastJson> rounds, boolean enough) {

  /// A round and what became of its pairs.
  ///
  /// @param drawn how many pairs it has
  /// @param measured what all decisions until its end did; null until then, or where they were too few
  public record PastJson(
      int round, String at, int drawn, int same, int different, int ignored, @Nullable MeasuredJson measured) {}

  /// What decisions did, each judged by what others taught.
  ///
  /// @param pairs how many were decided
  /// @param same how many of them say the same
  public record MeasuredJson(
      long pairs,
      long same,
      double averagePrecision,
      double calibrationError,
      double threshold,
      IntervalJson precision,
      IntervalJson recall) {

    static MeasuredJson of(HeldOut held) {
      return new MeasuredJson(
          held.pairs(),
          held.duplicates(),
          held.averagePrecision(),
          held.calibrationError(),
          held.threshold(),
          IntervalJson.of(held.precision()),
          IntervalJson.of(held.recall()));
    }
  }

  public static RoundsJson of(Rounds rounds, Decisions decisions) {
    return new RoundsJson(
        rounds.list().stream().map(round -> past(round, decisions)).toList(), rounds.areEnough());
  }

  private static PastJson past(Round round, Decisions decisions) {
    List<Kind> decided =
        round.pairs().stream().map(pair -> decisions.of(pair.id1(), pair.id2())).flatMap(Optional::stream).toList();
    return new PastJson(
        round.number(),
        round.at(),
        round.pairs().size(),
        count(decided, Kind.MERGE),
        count(decided, Kind.APART),
        count(decided, Kind.IGNORE),
        round.held().map(MeasuredJson::of).orElse(null));
  }

  private static int count(List<Kind> decided, Kind kind) {
    return (int) decided.stream().filter(each -> each == kind).count();
  }
}
