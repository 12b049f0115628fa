package io.doppel.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.index.LocalIndexes;
import io.doppel.index.Passport;
import io.doppel.index.PassportMismatchException;
import io.doppel.index.Samples;
import io.doppel.index.TestIndex;
import io.doppel.index.failure.IndexLockedException;
import io.doppel.index.hit.Hit;
import io.doppel.index.lucene.store.PassageCodec;
import io.doppel.index.query.Effort;
import io.doppel.text.Document;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What [LuceneIndex] does beyond the contract of every index: its folder, its lock and its commits.
@NullUnmarked
final class LuceneIndexTest {

  private static final int DIMENSION = 8;
  private static final Passport PASSPORT = Samples.passport(DIMENSION, "mean");

  private final long seed = Long.getLong("doppel.seed", 1);
  private final Samples samples = new Samples(seed, DIMENSION, 5);

  @TempDir private Path temporary;

  private Path folder() {
    return temporary.resolve("wordnet");
  }

  private TestIndex open() throws IOException {
    return LocalIndexes.open(folder(), PASSPORT);
  }

  @Test
  void a_replacement_that_was_never_finished_goes_before_its_index_and_is_no_later_ones() throws IOException {
    Path left = temporary.resolve(".reindex-wordnet");
    try (TestIndex index = open()) {
      samples.put(index, "a", 1);
      index.commit();
    }
    try (TestIndex replacement = LocalIndexes.open(left, PASSPORT)) {
      samples.put(replacement, "stranger", 1);
      replacement.commit();
      assertThatExceptionOfType(IndexLockedException.class).isThrownBy(() -> LocalIndexes.delete(folder()));
      assertThat(folder()).isDirectory();
    }
    LocalIndexes.delete(folder());
    assertThat(temporary).isEmptyDirectory();
    try (TestIndex replacement = LocalIndexes.open(left, PASSPORT)) {
      samples.put(replacement, "stranger", 1);
      replacement.commit();
    }
    try (TestIndex index = open()) {
      assertThat(left).doesNotExist();
      assertThat(index.documents()).isZero();
    }
  }

  @Test
  void an_exact_search_ends_amid_its_passages_when_nobody_waits_for_it() throws IOException {
    try (TestIndex index = open()) {
      for (int i = 0; i < 10_000; i++) {
        Samples.put(index, "d" + i, samples.at(i / 100.0));
      }
      index.commit();
      AtomicInteger asked = new AtomicInteger();
      assertThatThrownBy(
              () ->
                  Cancellation.<Object, IOException>within(
                      () -> asked.incrementAndGet() == 2, () -> index.nearest(samples.at(0), 10, Effort.EXACT)))
          .isInstanceOf(CancellationException.class);
      assertThat(index.nearest(samples.at(0), 10, Effort.EXACT).list()).hasSize(10);
    }
  }

  @Test
  void another_passport_is_refused_with_the_difference() throws IOException {
    open().close();
    assertThatExceptionOfType(PassportMismatchException.class)
        .isThrownBy(
            () -> LocalIndexes.open(folder(), Samples.passport(DIMENSION, "cls")))
        .withMessage(
            "collection \"wordnet\" was made differently: pooling is mean, not cls");
  }

  @Test
  void another_format_is_refused() throws IOException {
    commitUserData(List.of(Map.entry("format", "7")));
    assertThatExceptionOfType(PassportMismatchException.class)
        .isThrownBy(this::open)
        .withMessageStartingWith(
            "collection \"wordnet\" was made differently: format is 7, not 3");
  }

  @Test
  void every_commit_carries_the_passport() throws IOException {
    try (TestIndex index = open()) {
      assertThat(userData()).containsAllEntriesOf(PASSPORT.toMap());
      Samples.put(index, "a", samples.at(0));
      index.commit();
      assertThat(userData()).containsAllEntriesOf(PASSPORT.toMap());
    }
  }

  @Test
  void a_commit_without_changes_writes_nothing() throws IOException {
    try (TestIndex index = open()) {
      Samples.put(index, "a", samples.at(0));
      index.commit();
      Set<String> before = files();
      index.commit();
      assertThat(index.delete("no such document")).isFalse();
      index.commit();
      assertThat(files()).isEqualTo(before);
    }
  }

  @Test
  void a_second_writer_gets_a_clear_error_and_can_still_read() throws IOException {
    try (TestIndex second = open()) {
      try (TestIndex first = open()) {
        Samples.put(first, "a", samples.at(0));
        first.commit();
        assertThatExceptionOfType(IndexLockedException.class)
            .isThrownBy(() -> Samples.put(second, "b", samples.at(0)))
            .withMessage(
                """
                collection "wordnet" is being written by another process; \
                wait until it is done, or stop it""");
        await(() -> second.documents() == 1);
      }
      Samples.put(second, "b", samples.at(0));
      second.commit();
      assertThat(second.documentIds("", 10)).containsExactly("a", "b");
    }
  }

  @Test
  void what_another_opening_commits_becomes_visible_within_seconds() throws IOException {
    try (TestIndex writing = open();
        TestIndex reading = open()) {
      Samples.put(writing, "a", samples.at(0));
      writing.commit();
      await(() -> reading.document("a").isPresent());
      writing.delete("a");
      writing.commit();
      await(() -> reading.documents() == 0);
    }
  }

  @Test
  void a_collection_made_anew_with_another_passport_is_not_read_on() throws IOException {
    try (TestIndex reading = open()) {
      deleteFiles();
      Passport other = Samples.passport(DIMENSION, "cls");
      try (TestIndex index = LocalIndexes.open(folder(), other)) {
        for (int i = 0; i < 3; i++) {
          Samples.put(index, "a" + i, samples.at(0));
          index.commit();
        }
      }
      await(
          () -> {
            try {
              return reading.documents() > 0;
            } catch (PassportMismatchException e) {
              return true;
            }
          });
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(reading::documents).isInstanceOf(PassportMismatchException.class);
      }
    }
  }

  @Test
  void a_copy_taken_in_the_middle_of_writing_opens_at_the_last_commit() throws IOException {
    Path copy = temporary.resolve("copy");
    try (TestIndex index = open()) {
      samples.put(index, "a", 2);
      index.commit();
      samples.put(index, "b", 2);
      index.delete("a");
      Files.createDirectory(copy);
      for (String file : files()) {
        Files.copy(folder().resolve(file), copy.resolve(file));
      }
    }
    try (TestIndex index = LocalIndexes.open(copy, PASSPORT)) {
      assertThat(index.documentIds("", 10)).containsExactly("a");
      samples.put(index, "c", 1);
      index.commit();
      assertThat(index.documentIds("", 10)).containsExactly("a", "c");
    }
  }

  @Test
  void a_folder_of_something_else_is_left_alone() throws IOException {
    Files.createDirectory(folder());
    Files.writeString(folder().resolve("thesis.txt"), "years of work");
    assertThatIOException()
        .isThrownBy(this::open)
        .withMessage(
            folder()
                + " holds no index but other files, such as thesis.txt;"
                + " name an empty or a missing folder");
    assertThat(files()).containsExactly("thesis.txt");
    assertThatIOException()
        .isThrownBy(
            () -> LocalIndexes.open(folder().resolve("thesis.txt"), PASSPORT))
        .withMessageEndingWith("thesis.txt is a file; an index is a folder");
  }

  @Test
  void a_creation_that_was_interrupted_is_made_up_for() throws IOException {
    Files.createDirectory(folder());
    Files.createFile(folder().resolve("write.lock"));
    Files.write(folder().resolve("pending_segments_1"), new byte[] {1, 2});
    try (TestIndex index = open()) {
      assertThat(index.documents()).isZero();
    }
  }

  @Test
  void a_lucene_index_of_another_program_is_refused() throws IOException {
    commitUserData(List.of(Map.entry("owner", "another")));
    assertThatIOException()
        .isThrownBy(this::open)
        .withMessage(
            folder()
                + " holds a Lucene index without a passport, which is not one of Doppel's");
  }

  @Test
  void a_damaged_index_is_reported_as_such() throws IOException {
    try (TestIndex index = open()) {
      samples.put(index, "a", 1);
      index.commit();
    }
    for (String file : files()) {
      if (file.startsWith("segments")) {
        Files.write(folder().resolve(file), new byte[40]);
      }
    }
    assertThatIOException()
        .isThrownBy(this::open)
        .withMessageStartingWith(
            "collection \"wordnet\" cannot be read, its index is damaged or of an unknown version:");
  }

  @Test
  void a_closed_index_says_so() throws IOException {
    TestIndex index = open();
    index.close();
    index.close();
    assertThatIllegalStateException()
        .isThrownBy(index::documents)
        .withMessage("collection \"wordnet\" is closed");
    assertThatIllegalStateException()
        .isThrownBy(() -> Samples.put(index, "a", samples.at(0)))
        .withMessage("collection \"wordnet\" is closed");
  }

  @Test
  void an_index_has_a_dimension_lucene_can_keep() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> LocalIndexes.open(folder(), Samples.passport(1025, "mean")))
        .withMessage("dimension must be 1 to 1024, got 1025");
  }

  @Test
  void readers_see_whole_documents_while_a_writer_replaces_them() throws Exception {
    System.out.println("-Ddoppel.seed=" + seed);
    int documents = 50;
    try (TestIndex index = open();
        ExecutorService threads = Executors.newFixedThreadPool(3)) {
      for (int i = 0; i < documents; i++) {
        samples.put(index, "id" + i, 2);
      }
      index.commit();
      long end = System.nanoTime() + Duration.ofMillis(1500).toNanos();
      Callable<Integer> reader =
          () -> {
            int rounds = 0;
            while (System.nanoTime() < end) {
              assertThat(index.documents()).isEqualTo(documents);
              List<Hit> hits = index.nearest(samples.at(0), 200, Effort.APPROXIMATE).list();
              Set<String> ids = new HashSet<>();
              hits.forEach(hit -> ids.add(hit.passage().documentId()));
              assertThat(ids).hasSize(documents);
              Document document = index.document("id7").orElseThrow();
              assertThat(document).isIn(Samples.document("id7", 1), Samples.document("id7", 3),
                  Samples.document("id7", 2));
              rounds++;
            }
            return rounds;
          };
      List<Future<Integer>> readers =
          List.of(threads.submit(reader), threads.submit(reader), threads.submit(reader));
      for (int round = 0; System.nanoTime() < end; round++) {
        for (int i = 0; i < documents; i++) {
          samples.put(index, "id" + i, 1 + (round + i) % 3);
        }
        index.commit();
      }
      for (Future<Integer> each : readers) {
        assertThat(each.get()).isPositive();
      }
    }
  }

  private void await(Callable<Boolean> condition) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    assertThatCode(
            () -> {
              while (!condition.call()) {
                assertThat(System.nanoTime()).as("still waiting").isLessThan(end);
                Thread.sleep(50);
              }
            })
        .doesNotThrowAnyException();
  }

  private Map<String, String> userData() throws IOException {
    try (Directory directory = new MMapDirectory(folder())) {
      return SegmentInfos.readLatestCommit(directory).getUserData();
    }
  }

  private void commitUserData(List<Map.Entry<String, String>> data)
      throws IOException {
    try (Directory directory = new MMapDirectory(folder());
        var writer = new IndexWriter(directory, WriterConfig.of(new PassageCodec()))) {
      writer.setLiveCommitData(data);
    }
  }

  private Set<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      Set<String> names = new HashSet<>();
      files.forEach(file -> names.add(file.getFileName().toString()));
      return names;
    }
  }

  private void deleteFiles() throws IOException {
    for (String file : files()) {
      Files.delete(folder().resolve(file));
    }
  }
}
