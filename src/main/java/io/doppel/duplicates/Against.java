package io.doppel.duplicates;

import io.doppel.duplicates.PairAnswer.Pair;
import io.doppel.duplicates.calibration.Calibration;
import io.doppel.duplicates.mining.Between;
import io.doppel.duplicates.mining.MinedPairs;
import io.doppel.duplicates.resemblance.Resemblance;
import io.doppel.index.EmbeddedDocument;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.index.Passport;
import io.doppel.text.Bounds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.ToIntFunction;

/// What one collection says that another one says as well: pairs of a document here and one there.
///
/// @param here the collection that is asked about
/// @param there another one, of the same encoder
/// @param calibration of the first; empty where none is known
public record Against(PassageIndex here, PassageIndex there, Optional<Calibration> calibration) {

  private static final int READ_TOGETHER = 64;

  /// @throws Bounds.Violation if another encoder made the other one
  public Against {
    Passport ours = here.passport();
    Passport theirs = there.passport();
    new Passport(ours.format(), theirs.encoder(), ours.splitter(), ours.analysis())
        .difference(ours)
        .ifPresent(
            difference -> {
              throw new Bounds.Violation(
                  "against", "another model made the other collection, so that their vectors mean different things: "
                      + difference);
            });
  }

  /// The most probable pairs; the first document of each is of this collection.
  ///
  /// @param done hears how many passages of this collection are looked at
  /// @param cancelled asked now and then; once true, a [java.util.concurrent.CancellationException] ends it
  public PairAnswer pairs(PairQuery query, LongConsumer done, BooleanSupplier cancelled) throws IOException {
    try (IndexView ours = here.view();
        IndexView theirs = there.view()) {
      MinedPairs found = new Between(ours, theirs, calibration).find(query.threshold(), done, cancelled);
      int shown = Math.min(query.k(), found.size());
      List<Pair> pairs = new ArrayList<>();
      for (int from = 0; from < shown; from += READ_TOGETHER) {
        List<MinedPairs.Pair> some = new ArrayList<>();
        for (int i = from; i < Math.min(from + READ_TOGETHER, shown); i++) {
          some.add(found.get(i));
        }
        Map<String, EmbeddedDocument> first = ours.embedded(ids(some, found, MinedPairs.Pair::first));
        Map<String, EmbeddedDocument> second = theirs.embedded(ids(some, found, MinedPairs.Pair::second));
        for (MinedPairs.Pair pair : some) {
          EmbeddedDocument one = first.get(found.id(pair.first()));
          EmbeddedDocument other = second.get(found.id(pair.second()));
          if (one != null && other != null) {
            pairs.add(
                new Pair(
                    one.document(),
                    other.document(),
                    pair.similarity(),
                    Resemblance.of(one, other).judge(calibration)));
          }
        }
      }
      return new PairAnswer(pairs, found.size() > shown || found.truncated());
    }
  }

  private static List<String> ids(List<MinedPairs.Pair> pairs, MinedPairs found, ToIntFunction<MinedPairs.Pair> side) {
    return pairs.stream().map(pair -> found.id(side.applyAsInt(pair))).distinct().toList();
  }
}
