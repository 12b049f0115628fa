package io.doppel.engine.curation;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.duplicates.calibration.CosineCalibration;
import io.doppel.duplicates.calibration.SecondJudge;
import io.doppel.duplicates.judgement.Judge;
import io.doppel.duplicates.mining.MinedPairs;
import io.doppel.duplicates.mining.Miner;
import io.doppel.duplicates.resemblance.Boilerplate;
import io.doppel.duplicates.resemblance.Resemblance;
import io.doppel.encoder.FakeCrossEncoder;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.TinyDoppel;
import io.doppel.index.EmbeddedDocument;
import io.doppel.index.IndexView;
import io.doppel.text.Document;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where those who judge disagree about a pair.
class PairEvidenceTest {

  /// Uncertain of all but the most alike and the most different.
  private static final Judge JUDGE = Judge.of(CosineCalibration.of(.25, 4, .9, .2));

  @TempDir private Path folder;

  @Test
  void a_pair_is_disagreed_about_where_a_cross_encoder_contradicts_or_a_guard_holds_it_apart() throws IOException {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      TinyDoppel.add(
          doppel,
          "things",
          Document.of("a", "The ship is on the sea."),
          Document.of("b", "The ship is not on the sea."),
          Document.of("c", "A big ship near the old house."),
          Document.of("d", "The dog sleeps in the big house."),
          Document.of("e", "A cat and a dog are in the house."));
      DocumentCollection collection = doppel.collection(new CollectionName("things"));
      MinedPairs pairs = new Miner(collection.index(), Optional.of(JUDGE)).mine(-1, _ -> {}, () -> false).pairs();
      List<Integer> all = IntStream.range(0, pairs.size()).boxed().toList();
      assertThat(all).hasSize(10);
      try (IndexView view = collection.view()) {
        Set<Integer> guarded = evidence(pairs, view, Optional.empty()).disagreeing(all);
        assertThat(guarded).hasSize(1);
        Set<Integer> yes = evidence(pairs, view, second(1)).disagreeing(all);
        Set<Integer> no = evidence(pairs, view, second(-1)).disagreeing(all);
        assertThat(yes).containsAll(guarded);
        assertThat(no).containsAll(guarded);
        Set<Integer> likely = new HashSet<>();
        Set<Integer> unlikely = new HashSet<>();
        for (int place : all) {
          double probability = probability(pairs, place, view);
          if (!guarded.contains(place) && probability > .1 && probability < .9) {
            (probability >= .5 ? likely : unlikely).add(place);
          }
        }
        assertThat(likely).isNotEmpty();
        assertThat(unlikely).isNotEmpty();
        likely.addAll(guarded);
        unlikely.addAll(guarded);
        assertThat(yes).isEqualTo(unlikely);
        assertThat(no).isEqualTo(likely);
        for (int place : yes) {
          assertThat(evidence(pairs, view, second(1)).mayDisagree(pairs.get(place))).isTrue();
        }
      }
    }
  }

  private static Optional<SecondJudge> second(float logit) {
    return Optional.of(new SecondJudge(new FakeCrossEncoder("always", (_, _) -> logit)));
  }

  private static PairEvidence evidence(MinedPairs pairs, IndexView view, Optional<SecondJudge> second) {
    return new PairEvidence(pairs, view, JUDGE, second, Boilerplate.NONE);
  }

  private static double probability(MinedPairs pairs, int place, IndexView view) throws IOException {
    String one = pairs.id(pairs.get(place).first());
    String other = pairs.id(pairs.get(place).second());
    Map<String, EmbeddedDocument> documents = view.embedded(Set.of(one, other));
    return Resemblance.of(
            Objects.requireNonNull(documents.get(one)), Objects.requireNonNull(documents.get(other)))
        .judge(JUDGE)
        .probability();
  }
}
