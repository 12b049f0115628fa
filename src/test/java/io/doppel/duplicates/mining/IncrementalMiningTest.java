package io.doppel.duplicates.mining;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.duplicates.calibration.Calibration;
import io.doppel.duplicates.calibration.CosineCalibration;
import io.doppel.duplicates.judgement.Judge;
import io.doppel.duplicates.mining.kept.MinedFile;
import io.doppel.duplicates.resemblance.Boilerplate;
import io.doppel.encoder.Embedding;
import io.doppel.encoder.EncoderFingerprint;
import io.doppel.file.KeptFile;
import io.doppel.index.EmbeddedDocument;
import io.doppel.index.LocalIndexes;
import io.doppel.index.Passport;
import io.doppel.index.TestIndex;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What goes on from an earlier search finds what a new one finds.
class IncrementalMiningTest {

  private static final int DIMENSION = 8;
  private static final float THRESHOLD = .9f;
  private static final String NOTICE = "The office answers no letters in summer.";
  private static final String HANDBOOK = "Close the door behind you.\nKeep the windows shut.\nFeed the cat at noon.\n";
  private static final Calibration CALIBRATION = CosineCalibration.of(.95, 60, .9);

  @TempDir private Path folder;

  /// 0 sends every passage to the index, a million compares each with each.
  @ParameterizedTest
  @CsvSource({"1,1000000", "2,1000000", "3,1000000", "4,0", "5,0"})
  void whatever_came_and_went_the_pairs_are_those_of_a_search_from_the_beginning(long seed, int exactPassages)
      throws IOException {
    Random random = new Random(seed);
    Set<Boilerplate> boilerplate = new HashSet<>();
    List<Embedding> places = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      places.add(anywhere(random));
    }
    KeptFile file = KeptFile.of(folder.resolve("mined"));
    try (TestIndex index = open()) {
      for (int round = 0; round < 12; round++) {
        for (int change = random.nextInt(12); change > 0; change--) {
          String id = "d%02d".formatted(random.nextInt(40));
          if (random.nextInt(4) == 0) {
            index.delete(List.of(id));
          } else {
            index.put(List.of(document(id, places, random)));
          }
        }
        index.commit();
        Optional<Mined> before = MinedFile.read(file);
        Mined gone =
            new Miner(index, Optional.of(Judge.of(CALIBRATION)), exactPassages)
                .mine(THRESHOLD, before, Instant.ofEpochMilli(round), _ -> {}, () -> false);
        Mined anew =
            new Miner(index, Optional.of(Judge.of(CALIBRATION)), exactPassages)
                .mine(THRESHOLD, _ -> {}, () -> false);

        assertThat(told(gone)).as("seed %d, round %d", seed, round).isEqualTo(told(anew));
        boilerplate.add(anew.boilerplate());
        MinedFile.write(gone, file);
        assertThat(told(MinedFile.read(file).orElseThrow())).isEqualTo(told(gone));
      }
    }
    assertThat(boilerplate).as("seed %d", seed).hasSizeGreaterThan(1);
  }

  @Test
  void a_document_is_as_old_as_its_content_and_nothing_is_judged_twice() throws IOException {
    try (TestIndex index = open()) {
      Embedding place = anywhere(new Random(1));
      index.put(List.of(document("a", "one", place), document("b", "two", place)));
      index.commit();
      Miner miner = new Miner(index, Optional.of(Judge.of(CALIBRATION)));
      Mined first = miner.mine(THRESHOLD, Optional.empty(), Instant.ofEpochMilli(1), _ -> {}, () -> false);
      assertThat(miner.mine(THRESHOLD, Optional.of(first), Instant.ofEpochMilli(2), _ -> {}, () -> false))
          .isSameAs(first);
      index.put(List.of(document("b", "three", place), document("c", "four", place)));
      index.commit();
      Mined second = miner.mine(THRESHOLD, Optional.of(first), Instant.ofEpochMilli(3), _ -> {}, () -> false);
      assertThat(second.stamps().stream().map(Stamp::since)).containsExactly(1L, 3L, 3L);
      Mined higher = miner.mine(.99f, Optional.of(second), Instant.ofEpochMilli(4), _ -> {}, () -> false);
      assertThat(higher.stamps().stream().map(Stamp::since)).containsExactly(1L, 3L, 3L);
      assertThat(miner.update(.99f, Optional.of(second), Instant.now(), 2, _ -> {}, () -> false)).isEmpty();
    }
  }

  /// 0 sends every passage to the index, a million compares each with each.
  @ParameterizedTest
  @ValueSource(ints = {0, 1_000_000})
  void where_something_becomes_boilerplate_only_documents_that_say_it_are_judged_anew(int exactPassages)
      throws IOException {
    Random random = new Random(7);
    List<Embedding> places = List.of(anywhere(random), anywhere(random), anywhere(random));
    try (TestIndex index = open()) {
      for (int i = 0; i < 38; i++) {
        index.put(List.of(twoPassages(i, i < 7 ? NOTICE : "One of its own, " + i, places, random)));
      }
      index.commit();
      Miner miner = new Miner(index, Optional.of(Judge.of(CALIBRATION)), exactPassages);
      Mined before = miner.mine(THRESHOLD, _ -> {}, () -> false);
      index.put(List.of(twoPassages(38, NOTICE, places, random)));
      index.commit();

      assertThat(miner.update(THRESHOLD, Optional.of(before), Instant.now(), 7, _ -> {}, () -> false)).isEmpty();
      Optional<Mined> found = miner.update(THRESHOLD, Optional.of(before), Instant.now(), 8, _ -> {}, () -> false);

      assertThat(before.boilerplate().size()).isZero();
      assertThat(found.orElseThrow().boilerplate().size()).isEqualTo(1);
      assertThat(told(found.orElseThrow())).isEqualTo(told(miner.mine(THRESHOLD, _ -> {}, () -> false)));
    }
  }

  @Test
  void a_file_that_is_damaged_or_of_something_else_is_none() throws IOException {
    KeptFile file = KeptFile.of(folder.resolve("mined"));
    assertThat(MinedFile.read(file)).isEmpty();
    try (TestIndex index = open()) {
      index.put(List.of(document("a", "one", anywhere(new Random(1)))));
      index.commit();
      MinedFile.write(new Miner(index, Optional.empty()).mine(THRESHOLD, _ -> {}, () -> false), file);
    }
    byte[] bytes = file.read().orElseThrow();
    for (int place : new int[] {0, 5, bytes.length / 2, bytes.length - 1}) {
      byte[] damaged = bytes.clone();
      damaged[place] ^= 1;
      Files.write(folder.resolve("mined"), damaged);
      assertThat(MinedFile.read(file)).as("byte %d", place).isEmpty();
    }
    Files.write(folder.resolve("mined"), new byte[3]);
    assertThat(MinedFile.read(file)).isEmpty();
  }

  /// All that is found, with the numbers that ids have.
  private static List<Object> told(Mined mined) {
    List<Object> told = new ArrayList<>();
    for (int i = 0; i < mined.pairs().size(); i++) {
      told.add(mined.pairs().get(i));
    }
    for (int i = 0; i < mined.pairs().documents(); i++) {
      told.add(mined.pairs().id(i));
    }
    told.add(mined.clusters(Decided.NOTHING));
    told.add(mined.templates());
    told.add(mined.boilerplate());
    told.add(List.of(mined.duplicates(), mined.possible(), mined.exact(), mined.pairs().truncated(), mined.basis()));
    return told;
  }

  private TestIndex open() throws IOException {
    EncoderFingerprint tiny =
        new EncoderFingerprint("tiny", "a".repeat(64), "b".repeat(64), "mean", "", 128, DIMENSION);
    return LocalIndexes.open(folder.resolve("index"), Passport.of(tiny, "sentences"));
  }

  /// One or two passages, sometimes with the very words of another document.
  private static EmbeddedDocument document(String id, List<Embedding> places, Random random) {
    int place = random.nextInt(places.size());
    if (random.nextInt(3) == 0) {
      return document(id, "the same words " + place, places.get(place));
    }
    String text = "these are the words " + random.nextInt(1_000);
    Embedding near = near(places.get(place), random);
    if (random.nextInt(4) == 0) {
      return document(id, text, near);
    }
    text += ".\n";
    // Around eight of them it is boilerplate at times, and at times it is not; what says the handbook, too, does not
    // count while eight do.
    String notice = random.nextInt(5) > 0 ? NOTICE : "and more";
    String more = random.nextInt(5) < 2 ? HANDBOOK + notice : notice;
    return new EmbeddedDocument(
        new Document(id, "", text + more, Map.of("round", String.valueOf(random.nextInt(3)))),
        List.of(new Passage(id, 0, text), new Passage(id, text.length(), more)),
        List.of(near, near(places.get(random.nextInt(3)), random)));
  }

  private static EmbeddedDocument twoPassages(int number, String more, List<Embedding> places, Random random) {
    String id = "d%02d".formatted(number);
    String text = "these are the words %d.\n".formatted(number);
    return new EmbeddedDocument(
        Document.of(id, text + more),
        List.of(new Passage(id, 0, text), new Passage(id, text.length(), more)),
        List.of(near(places.get(number % 3), random), near(places.get(0), random)));
  }

  private static EmbeddedDocument document(String id, String text, Embedding embedding) {
    return new EmbeddedDocument(Document.of(id, text), List.of(new Passage(id, 0, text)), List.of(embedding));
  }

  private static Embedding anywhere(Random random) {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return Embedding.normalize(vector);
  }

  private static Embedding near(Embedding centre, Random random) {
    float[] vector = centre.toArray().clone();
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] += (float) (.1 * random.nextGaussian());
    }
    return Embedding.normalize(vector);
  }
}
