package io.doppel.duplicates.mining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.duplicates.calibration.Calibration;
import io.doppel.duplicates.calibration.CosineCalibration;
import io.doppel.duplicates.judgement.Judge;
import io.doppel.duplicates.resemblance.Statements;
import io.doppel.encoder.Embedding;
import io.doppel.encoder.EncoderFingerprint;
import io.doppel.index.IndexView;
import io.doppel.index.LocalIndexes;
import io.doppel.index.PassageIndex;
import io.doppel.index.TestIndex;
import io.doppel.index.Passport;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import io.doppel.work.Stopped;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MinerTest {

  private static final long SEED = 20_260_722;
  private static final int DIMENSION = 24;
  private static final float THRESHOLD = .9f;

  @TempDir private Path folder;

  private record Pair(String one, String other) {}

  /// 0 sends every passage to the graph, a million compares each with each.
  @ParameterizedTest
  @ValueSource(ints = {0, 1_000_000})
  void all_pairs_of_a_seeded_collection_are_those_of_brute_force(int exactPassages) throws IOException {
    Random random = new Random(SEED);
    List<Embedding> embeddings = new ArrayList<>();
    try (TestIndex index = open()) {
      for (int i = 0; i < 600; i++) {
        Embedding embedding =
            i % 3 == 2
                ? near(embeddings.get(random.nextInt(embeddings.size())), random)
                : anywhere(random);
        embeddings.add(embedding);
        put(index, id(i), "text " + i, embedding);
      }
      index.commit();
      Set<Pair> expected = new HashSet<>();
      for (int i = 0; i < embeddings.size(); i++) {
        for (int j = i + 1; j < embeddings.size(); j++) {
          if (embeddings.get(i).cosine(embeddings.get(j)) >= THRESHOLD) {
            expected.add(new Pair(id(i), id(j)));
          }
        }
      }
      assertThat(expected).as("seed %d", SEED).hasSizeGreaterThan(100);

      MinedPairs pairs =
          new Miner(index, Optional.empty(), exactPassages)
              .mine(THRESHOLD, _ -> {}, () -> false)
              .pairs();

      assertThat(named(pairs)).as("seed %d", SEED).isEqualTo(expected);
      assertThat(pairs.size()).as("each pair once").isEqualTo(expected.size());
      for (int i = 1; i < pairs.size(); i++) {
        assertThat(pairs.get(i).similarity()).isLessThanOrEqualTo(pairs.get(i - 1).similarity());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1_000_000})
  void copies_become_one_cluster_however_many_there_are(int exactPassages) throws IOException {
    try (TestIndex index = open()) {
      for (int i = 0; i < 300; i++) {
        put(index, id(i), "the same", at(0));
      }
      put(index, "other", "another", at(90));
      index.commit();

      Mined mined = new Miner(index, Optional.empty(), exactPassages).mine(THRESHOLD, _ -> {}, () -> false);

      assertThat(mined.exact()).isEqualTo(299);
      assertThat(mined.clusters(Decided.NOTHING)).singleElement().extracting(Cluster::size).isEqualTo(300);
    }
  }

  @Test
  void a_chain_is_split_so_that_everybody_is_near_the_representative() throws IOException {
    try (TestIndex index = open()) {
      // Each is 20 degrees from the next (cosine .94), 40 degrees from the one after (.77).
      for (int i = 0; i < 7; i++) {
        put(index, id(i), "text " + i, at(20 * i));
      }
      index.commit();

      Mined mined = new Miner(index, Optional.empty()).mine(THRESHOLD, _ -> {}, () -> false);

      assertThat(mined.pairs().size()).isEqualTo(6);
      assertThat(mined.clusters(Decided.NOTHING).stream().map(cluster -> names(mined, cluster)))
          .containsExactly(
              List.of("d001", "d000", "d002"), List.of("d004", "d003", "d005"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1_000_000})
  void clusters_are_made_of_what_is_called_a_duplicate_and_what_is_possible_is_counted(
      int exactPassages) throws IOException {
    Calibration calibration = CosineCalibration.of(.96, 100, .9);
    try (TestIndex index = open()) {
      // Cosines of .996 between the first two, .974 from the second to the third, .951 from the first to the third.
      put(index, "a", "one", at(0));
      put(index, "b", "two", at(5));
      put(index, "c", "three", at(18));
      index.commit();

      Mined mined =
          new Miner(index, Optional.of(Judge.of(calibration)), exactPassages)
              .mine(THRESHOLD, _ -> {}, () -> false);

      assertThat(mined.pairs().size()).isEqualTo(3);
      assertThat(mined.duplicates()).isEqualTo(1);
      assertThat(mined.possible()).isEqualTo(1);
      assertThat(mined.clusters(Decided.NOTHING).stream().map(cluster -> names(mined, cluster)))
          .containsExactly(List.of("a", "b"));
      assertThat(
              new Miner(index, Optional.empty(), exactPassages)
                  .mine(THRESHOLD, _ -> {}, () -> false)
                  .duplicates())
          .isEqualTo(3);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1_000_000})
  void a_passage_that_documents_share_makes_them_no_pair_and_a_shared_whole_does(int exactPassages) throws IOException {
    try (TestIndex index = open()) {
      put(index, "heron", List.of("a notice", "the heron"), List.of(at(0), at(90)));
      put(index, "bakery", List.of("a notice", "the bakery"), List.of(at(0), at(180)));
      put(index, "herons", List.of("the herons", "a notice"), List.of(at(92), at(1)));
      put(index, "alone", "a notice", at(0));
      index.commit();

      MinedPairs pairs =
          new Miner(index, Optional.empty(), exactPassages)
              .mine(THRESHOLD, _ -> {}, () -> false)
              .pairs();

      assertThat(named(pairs)).containsExactly(new Pair("heron", "herons"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1_000_000})
  void what_a_worker_fails_with_the_whole_fails_with_be_it_an_error(int exactPassages) throws IOException {
    try (TestIndex index = open()) {
      for (int i = 0; i < 50; i++) {
        put(index, id(i), "text " + i, at(i));
      }
      index.commit();
      PassageIndex broken = failing(index, "within", new StackOverflowError("too deep"));
      if (exactPassages == 0) {
        assertThatThrownBy(() -> new Miner(broken, Optional.empty(), 0).mine(THRESHOLD, _ -> {}, () -> false))
            .isInstanceOf(StackOverflowError.class)
            .hasMessage("too deep");
      } else {
        PassageIndex gone = failing(index, "scan", new IOException("no disk"));
        assertThatThrownBy(() -> new Miner(gone, Optional.empty(), exactPassages).mine(THRESHOLD, _ -> {}, () -> false))
            .isInstanceOf(IOException.class)
            .hasMessage("no disk");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1_000_000})
  void progress_moves_and_never_back_and_ends_with_all_passages(int exactPassages) throws IOException {
    Random random = new Random(SEED);
    try (TestIndex index = open()) {
      for (int i = 0; i < 600; i++) {
        put(index, id(i), "text " + i, anywhere(random));
      }
      index.commit();
      List<Long> told = new ArrayList<>();

      new Miner(index, Optional.empty(), exactPassages).mine(THRESHOLD, told::add, () -> false);

      assertThat(told).isSorted().hasSizeGreaterThan(2);
      assertThat(told.getLast()).isEqualTo(600);
    }
  }

  @Test
  void documents_that_are_decided_to_be_apart_are_in_no_cluster_together() throws IOException {
    try (TestIndex index = open()) {
      put(index, "a", "one", at(0));
      put(index, "b", "two", at(3));
      put(index, "c", "three", at(7));
      index.commit();
      Mined mined = new Miner(index, Optional.empty()).mine(THRESHOLD, _ -> {}, () -> false);
      assertThat(clusters(mined, Decided.NOTHING)).containsExactly(List.of("a", "b", "c"));

      // Both are duplicates of "a", and "b" is the nearer one.
      assertThat(clusters(mined, apart("b", "c"))).containsExactly(List.of("a", "b"));
      assertThat(
              clusters(
                  mined,
                  new Decided(List.of(), List.of(pair("b", "c"), pair("a", "b"), pair("c", "a")))))
          .isEmpty();
    }
  }

  @Test
  void documents_that_are_decided_to_be_the_same_are_in_one_cluster_however_far_they_are() throws IOException {
    try (TestIndex index = open()) {
      put(index, "a", "one", at(0));
      put(index, "b", "two", at(5));
      put(index, "c", "three", at(90));
      put(index, "d", "four", at(180));
      index.commit();
      Mined mined = new Miner(index, Optional.empty()).mine(THRESHOLD, _ -> {}, () -> false);

      assertThat(clusters(mined, same("d", "c"))).containsExactly(List.of("a", "b"), List.of("c", "d"));
      assertThat(clusters(mined, new Decided(List.of(pair("d", "c"), pair("c", "b")), List.of())))
          .containsExactly(List.of("a", "b", "c", "d"));
      // Where "c" is the same as "b", and "a" is not to be with "c", nothing that is to stay apart
      // is dropped.
      assertThat(clusters(mined, new Decided(List.of(pair("c", "b")), List.of(pair("a", "c")))))
          .containsExactly(List.of("b", "c"));
      assertThat(
              clusters(mined, new Decided(List.of(pair("a", "gone")), List.of(pair("gone", "b")))))
          .containsExactly(List.of("a", "b"));
    }
  }

  @Test
  void a_collection_without_duplicates_has_no_pairs() throws IOException {
    try (TestIndex index = open()) {
      assertThat(
              new Miner(index, Optional.empty())
                  .mine(THRESHOLD, _ -> {}, () -> false)
                  .clusters(Decided.NOTHING))
          .isEmpty();
    }
  }

  @Test
  void mining_stops_when_it_is_told_to() throws IOException {
    try (TestIndex index = open()) {
      put(index, "a", "text", at(0));
      index.commit();
      assertThatThrownBy(() -> new Miner(index, Optional.empty()).mine(THRESHOLD, _ -> {}, () -> true))
          .isInstanceOf(CancellationException.class);
    }
  }

  @Test
  void a_threshold_that_is_no_cosine_is_refused() throws IOException {
    try (TestIndex index = open()) {
      assertThatThrownBy(() -> new Miner(index, Optional.empty()).mine(1.5f, _ -> {}, () -> false))
          .isInstanceOf(Bounds.Violation.class)
          .hasMessage("threshold must be -1 to 1, got 1.5");
    }
  }

  private static Decided same(String one, String other) {
    return new Decided(List.of(pair(one, other)), List.of());
  }

  private static Decided apart(String one, String other) {
    return new Decided(List.of(), List.of(pair(one, other)));
  }

  private static Decided.Pair pair(String one, String other) {
    return new Decided.Pair(one, other);
  }

  private static List<List<String>> clusters(Mined mined, Decided decided) {
    return mined.clusters(decided).stream().map(cluster -> names(mined, cluster)).toList();
  }

  /// The index, but for one method.
  private static PassageIndex failing(PassageIndex index, String method, Throwable failure) {
    return intercepted(
        PassageIndex.class,
        index,
        (called, result) ->
            called.equals("view")
                ? failingView((IndexView) result.get(), method, failure)
                : result.get());
  }

  private static IndexView failingView(IndexView view, String method, Throwable failure) {
    return intercepted(
        IndexView.class,
        view,
        (called, result) -> {
          if (called.equals(method)) {
            throw failure;
          }
          return result.get();
        });
  }

  private interface Result {
    Object get() throws Throwable;
  }

  private interface Interception {
    Object of(String method, Result result) throws Throwable;
  }

  private static <T> T intercepted(Class<T> type, T intercepted, Interception interception) {
    return type.cast(
        Proxy.newProxyInstance(
            MinerTest.class.getClassLoader(),
            new Class<?>[] {type},
            (_, called, arguments) ->
                interception.of(
                    called.getName(),
                    () -> {
                      try {
                        return called.invoke(intercepted, arguments);
                      } catch (InvocationTargetException e) {
                        throw e.getCause();
                      }
                    })));
  }

  private static List<String> names(Mined mined, Cluster cluster) {
    List<String> names = new ArrayList<>(List.of(mined.pairs().id(cluster.representative())));
    cluster.others().forEach(other -> names.add(mined.pairs().id(other)));
    return names;
  }

  private static Set<Pair> named(MinedPairs pairs) {
    Set<Pair> named = new HashSet<>();
    for (int i = 0; i < pairs.size(); i++) {
      String one = pairs.id(pairs.get(i).first());
      String other = pairs.id(pairs.get(i).second());
      named.add(one.compareTo(other) < 0 ? new Pair(one, other) : new Pair(other, one));
    }
    return named;
  }

  @Test
  void the_end_of_mining_ends_within_a_second_when_nobody_waits_for_it() {
    int documents = 2_000;
    Random random = new Random(SEED);
    long[] found = new long[documents * (documents - 1) / 2];
    float[] similar = new float[found.length];
    int size = 0;
    for (long one = 0; one < documents; one++) {
      for (long other = one + 1; other < documents; other++) {
        found[size] = one << 32 | other;
        similar[size] = random.nextFloat();
        size++;
      }
    }
    List<String> ids = IntStream.range(0, documents).mapToObj(MinerTest::id).toList();
    Stopped.endsSoon(Duration.ZERO, () -> MinedPairs.of(ids, found, similar, similar, false));
    MinedPairs pairs = MinedPairs.of(ids, found, similar, similar, false);
    List<Stamp> stamps = Collections.nCopies(documents, new Stamp(0, 0, new Stamp.Words(0, 0), 0, Statements.NONE));
    Mined mined = new Mined(pairs, pairs.size(), 0, 0, new Basis(0, ""), stamps);
    Stopped.endsSoon(Duration.ZERO, () -> mined.clusters(Decided.NOTHING));
  }

  private TestIndex open() throws IOException {
    EncoderFingerprint tiny =
        new EncoderFingerprint("tiny", "a".repeat(64), "b".repeat(64), "mean", "", 128, DIMENSION);
    return LocalIndexes.open(folder.resolve("index"), Passport.of(tiny, "sentences"));
  }

  private static void put(TestIndex index, String id, String text, Embedding embedding) throws IOException {
    index.put(Document.of(id, text), List.of(new Passage(id, 0, text)), List.of(embedding));
  }

  private static void put(
      TestIndex index, String id, List<String> texts, List<Embedding> embeddings)
      throws IOException {
    List<Passage> passages = new ArrayList<>();
    int start = 0;
    for (String text : texts) {
      passages.add(new Passage(id, start, text));
      start += text.length();
    }
    index.put(Document.of(id, String.join("", texts)), passages, embeddings);
  }

  private static String id(int number) {
    return "d%03d".formatted(number);
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
      vector[i] += (float) (.06 * random.nextGaussian());
    }
    return Embedding.normalize(vector);
  }

  /// A place in the plane of the first two axes.
  private static Embedding at(double degrees) {
    float[] vector = new float[DIMENSION];
    vector[0] = (float) Math.cos(Math.toRadians(degrees));
    vector[1] = (float) Math.sin(Math.toRadians(degrees));
    return Embedding.normalize(vector);
  }
}
