package io.doppel.duplicates;

import io.doppel.duplicates.judgement.Judge;
import io.doppel.duplicates.mining.Between;
import io.doppel.duplicates.mining.MinedPairs;
import io.doppel.duplicates.resemblance.Boilerplate;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.index.Passport;
import io.doppel.text.Bounds;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/// What one collection says that another one says as well: pairs of a document here and one there.
///
/// @param here the collection that is asked about
/// @param there another one, of the same encoder
/// @param judge of the first; empty where none is known
public record Against(PassageIndex here, PassageIndex there, Optional<Judge> judge) {

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
      MinedPairs found = new Between(ours, theirs, judge).find(query.threshold(), done, cancelled);
      return new PairReading(found, judge, Boilerplate.NONE)
          .between(ours::embedded, theirs::embedded, query.k());
    }
  }
}
