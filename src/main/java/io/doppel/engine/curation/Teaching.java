package io.doppel.engine.curation;

import io.doppel.duplicates.Decisions;
import io.doppel.duplicates.calibration.Calibration;
import io.doppel.duplicates.calibration.CalibrationFile;
import io.doppel.duplicates.calibration.CalibrationLearner;
import io.doppel.duplicates.calibration.CalibrationReport;
import io.doppel.duplicates.calibration.HeldOut;
import io.doppel.duplicates.calibration.LabelledPair;
import io.doppel.duplicates.calibration.SecondJudge;
import io.doppel.duplicates.mining.Mined;
import io.doppel.duplicates.mining.MinedPairs;
import io.doppel.duplicates.teaching.Draw;
import io.doppel.duplicates.teaching.Round;
import io.doppel.duplicates.teaching.Rounds;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.mining.NamedClusters;
import io.doppel.index.IndexView;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/// What a collection's calibration learns from people: rounds of pairs that are worth their time ([Draw]), and all that
/// they decided. Thread-safe.
///
/// @param collection whose pairs they are
public record Teaching(DocumentCollection collection) {

  /// The most decisions that are learned from: those about pairs that were drawn, then the last ones.
  public static final int MAX_LEARNED = 5_000;

  private static final long SEED = 20_261_129;

  /// A pair that is still to be decided about, with its documents.
  public record Asked(Document first, Document second) {}

  /// A round, and what of it is still to be decided. What the model thinks of the pairs is no part of it.
  public record Open(Round round, List<Asked> asked) {

    public Open {
      asked = List.copyOf(asked);
    }
  }

  /// The round that is not decided to its end, else a new one, after what was decided until then is measured; empty
  /// where no pair is left to decide about.
  ///
  /// @param mined what pairs there are
  /// @throws Bounds.Violation if there were too many rounds
  public Optional<Open> round(Mined mined) throws IOException {
    Rounds rounds = measured();
    Optional<Open> open = open(rounds);
    if (open.isPresent()) {
      return open;
    }
    int number = rounds.list().size() + 1;
    MinedPairs pairs = mined.pairs();
    Decisions decisions = collection.decisions();
    List<Draw.Drawn> drawn;
    try (IndexView view = collection.view()) {
      drawn =
          new Draw(
                  pairs,
                  clusters(mined),
                  new PairEvidence(
                      pairs,
                      view,
                      collection.judge(),
                      collection.secondJudge(Optional.empty()),
                      mined.boilerplate()),
                  SEED + number)
              .draw(place -> decisions.of(id1(pairs, place), id2(pairs, place)).isEmpty());
    }
    if (drawn.isEmpty()) {
      return Optional.empty();
    }
    Round round =
        new Round(
            number,
            Instant.now().toString(),
            drawn.stream()
                .map(one -> new Round.Drawn(id1(pairs, one.place()), id2(pairs, one.place()), one.chance()))
                .toList(),
            null);
    return open(Rounds.add(round, collection.rounds()));
  }

  private static String id1(MinedPairs pairs, int place) {
    return pairs.id(pairs.get(place).first());
  }

  private static String id2(MinedPairs pairs, int place) {
    return pairs.id(pairs.get(place).second());
  }

  /// The last round, if some of its pairs can still be decided: nobody did, and their documents are there.
  private Optional<Open> open(Rounds rounds) throws IOException {
    Optional<Round> last = rounds.last();
    if (last.isEmpty()) {
      return Optional.empty();
    }
    Decisions decisions = collection.decisions();
    List<Asked> asked = new ArrayList<>();
    try (IndexView view = collection.view()) {
      for (Round.Drawn drawn : last.get().pairs()) {
        if (decisions.of(drawn.id1(), drawn.id2()).isEmpty()) {
          Optional<Document> first = view.document(drawn.id1());
          Optional<Document> second = view.document(drawn.id2());
          if (first.isPresent() && second.isPresent()) {
            asked.add(new Asked(first.get(), second.get()));
          }
        }
      }
    }
    return asked.isEmpty() ? Optional.empty() : Optional.of(new Open(last.get(), asked));
  }

  /// The cluster of each document, or a number of its own.
  private int[] clusters(Mined mined) throws IOException {
    NamedClusters named = collection.mining().clusters(mined);
    int[] clusters = new int[mined.pairs().documents()];
    for (int document = 0; document < clusters.length; document++) {
      clusters[document] = named.clusters().size() + document;
    }
    for (int place = 0; place < named.clusters().size(); place++) {
      clusters[named.clusters().get(place).representative()] = place;
      for (int other : named.clusters().get(place).others()) {
        clusters[other] = place;
      }
    }
    return clusters;
  }

  /// The rounds until now, as they are kept.
  public Rounds rounds() throws IOException {
    return Rounds.read(collection.rounds());
  }

  /// The rounds until now. When the last one is decided to its end, what was decided is measured and kept, once: always
  /// for the same precision and without a second judge, so that rounds can be compared whatever somebody chose
  /// meanwhile.
  public Rounds measured() throws IOException {
    Rounds rounds = rounds();
    Optional<Round> last = rounds.last();
    if (last.isEmpty() || last.get().held().isPresent() || open(rounds).isPresent()) {
      return rounds;
    }
    List<LabelledPair> pairs = decided(rounds);
    long same = pairs.stream().filter(LabelledPair::duplicate).count();
    if (Math.min(same, pairs.size() - same) < CalibrationLearner.ENOUGH_TO_MEASURE) {
      return rounds;
    }
    return Rounds.measured(
        last.get().number(),
        learner(Optional.empty()).measure(standard(), pairs, CalibrationLearner.DEFAULT_TARGET_PRECISION),
        collection.rounds());
  }

  /// Learns from what people decided about pairs, [#MAX_LEARNED] of it: what comes with the program for this
  /// model is moved as far as they say. Nothing is kept.
  ///
  /// @param targetPrecision more than 0, at most 1
  /// @param second is tried as well
  /// @param done hears how many pairs are embedded
  /// @throws Bounds.Violation if too little was decided
  public CalibrationReport learn(float targetPrecision, Optional<SecondJudge> second, LongConsumer done)
      throws IOException {
    List<LabelledPair> decided = decided(rounds());
    return learner(second).move(standard(), decided, targetPrecision, origin(decided), done);
  }

  /// As [#learn], with the threshold that somebody chose.
  ///
  /// @param threshold 0 to 1
  public CalibrationReport learnTo(double threshold, Optional<SecondJudge> second, LongConsumer done)
      throws IOException {
    List<LabelledPair> decided = decided(rounds());
    return learner(second).moveTo(standard(), decided, threshold, origin(decided), done);
  }

  /// What the calibration that comes with the program does on the same decisions, unmoved.
  public HeldOut before() throws IOException {
    return learner(Optional.empty()).judge(standard(), decided(rounds()));
  }

  private String origin(List<LabelledPair> decided) {
    return "%d decisions in \"%s\"".formatted(decided.size(), collection.name());
  }

  private List<LabelledPair> decided(Rounds rounds) throws IOException {
    return rounds.labelled(collection.decisions().all(), MAX_LEARNED);
  }

  private CalibrationLearner learner(Optional<SecondJudge> second) {
    return new CalibrationLearner(collection.cachingEncoder(), collection.index().passport(), second);
  }

  private Calibration standard() {
    return CalibrationFile.standard(collection.index().passport(), collection.encoder());
  }
}
