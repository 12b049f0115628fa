package io.doppel.duplicates.mining;

import io.doppel.duplicates.judgement.Judge;
import io.doppel.duplicates.resemblance.Boilerplate;
import io.doppel.duplicates.resemblance.Resemblance;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.text.Bounds;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/// Finds all pairs of a collection that may say the same. First it looks for documents that have near passages: up to
/// [#EXACT_PASSAGES] passages are compared each with each; more of them through the index, each with its neighbourhood,
/// so that the time grows with their number and not with its square. Documents with the very same title and text are
/// paired by those. Then each pair is judged once, as a whole ([Resemblance]).
///
/// What was found before is gone on from: documents that are new or were changed are held against all, and pairs of
/// others stay as they were judged. That finds what a new search would find, whatever came and went; through the index,
/// as far as a passage has fewer neighbours than it looks at.
///
/// What many documents say word for word does not count ([Boilerplate]). It is found on the way; where it is something
/// else than before, documents that say what has changed count as new.
///
/// Memory: ids and hashes of the documents and of what they say, seventeen bytes a pair, and for the exact way texts
/// and vectors. For one call.
public final class Miner {

  /// Up to this many passages every pair is looked at.
  public static final int EXACT_PASSAGES = 20_000;

  private final PassageIndex index;
  private final Optional<Judge> judge;
  private final int exactPassages;

  /// @param judge empty where none is known, and then every pair counts as a duplicate
  public Miner(PassageIndex index, Optional<Judge> judge) {
    this(index, judge, EXACT_PASSAGES);
  }

  /// @param exactPassages up to so many passages each is compared with each
  public Miner(PassageIndex index, Optional<Judge> judge, int exactPassages) {
    this.index = index;
    this.judge = judge;
    this.exactPassages = exactPassages;
  }

  /// What pairs are looked for and judged by.
  public Basis basis(float threshold) {
    return Basis.of(threshold, index.passport(), judge);
  }

  /// Looks through the collection, as if nobody had before.
  ///
  /// @param threshold the least similarity of a pair, -1 to 1
  /// @param done hears how far it is, in passages of the index; each counts half when its neighbours are known, and
  ///     half when the pairs are judged
  /// @param cancelled asked now and then; once true, a [CancellationException] ends it
  public Mined mine(float threshold, LongConsumer done, BooleanSupplier cancelled) throws IOException {
    return mine(threshold, Optional.empty(), Instant.now(), done, cancelled);
  }

  /// The same, going on from what was found before; what that was if nothing has changed since.
  ///
  /// @param before found in this collection, by whatever threshold and calibration
  /// @param now the time of what is new
  public Mined mine(
      float threshold, Optional<Mined> before, Instant now, LongConsumer done, BooleanSupplier cancelled)
      throws IOException {
    return update(threshold, before, now, Integer.MAX_VALUE, done, cancelled).orElseThrow();
  }

  /// The same, unless it would take long: empty where more than `most` documents are new or changed.
  public Optional<Mined> update(
      float threshold, Optional<Mined> before, Instant now, int most, LongConsumer done, BooleanSupplier cancelled)
      throws IOException {
    Bounds.check("threshold", threshold, -1, 1);
    Basis basis = basis(threshold);
    try (IndexView view = index.view()) {
      Changes changes = Changes.of(view, before, basis, cancelled);
      if (changes.news().size() > most) {
        return Optional.empty();
      }
      if (before.isPresent() && changes.isNone()) {
        return before;
      }
      Optional<Mined> found = run(view, changes, basis, now, done, cancelled);
      if (found.isEmpty() && changes.news().size() <= most) {
        // What is boilerplate by now was none before, or the other way round: who says it is judged anew.
        found = run(view, changes, basis, now, done, cancelled);
      }
      return found;
    }
  }

  private Optional<Mined> run(
      IndexView view, Changes changes, Basis basis, Instant now, LongConsumer done, BooleanSupplier cancelled)
      throws IOException {
    return new MiningRun(judge, exactPassages, view, changes, basis, now, done, cancelled).mine();
  }
}
