package io.doppel.index.lucene;

import static io.doppel.index.HitAssertions.assertSameHits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.encoder.Embedding;
import io.doppel.index.LocalIndexes;
import io.doppel.index.Passport;
import io.doppel.index.PassportMismatchException;
import io.doppel.index.Samples;
import io.doppel.index.StoredDocuments;
import io.doppel.index.TestIndex;
import io.doppel.index.audit.RecallAudit;
import io.doppel.index.failure.IndexLockedException;
import io.doppel.index.hit.Hits;
import io.doppel.index.lucene.store.Directories;
import io.doppel.index.query.Effort;
import io.doppel.index.upkeep.Footprint;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.index.upkeep.VectorStorage;
import io.doppel.text.Document;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is done to a [LuceneIndex] as a whole.
final class UpkeepTest {

  private static final int DIMENSION = 32;
  private static final Passport PASSPORT = Samples.passport(DIMENSION, "mean");

  @TempDir Path temporary;

  private final long seed = Long.getLong("doppel.seed", 1);
  private final Samples samples = new Samples(seed, DIMENSION, 20);

  @BeforeEach
  void tellTheSeed() {
    System.out.println("-Ddoppel.seed=" + seed);
  }

  private final MovableClock clock = new MovableClock();

  private Path where() {
    return temporary.resolve("things");
  }

  private LuceneCatalog catalog() {
    return new LuceneCatalog(temporary, new Environment(Directories.MAPPED, clock));
  }

  private TestIndex open() throws IOException {
    return new TestIndex(catalog().create("things", PASSPORT));
  }

  private void fill(TestIndex index, int documents) throws IOException {
    for (int i = 0; i < documents; i++) {
      samples.put(index, "id" + i, 1 + i % 2);
      if (i % 700 == 0) {
        index.commit();
      }
    }
    index.commit();
  }

  private List<Hits> exactAnswers(TestIndex index, List<Embedding> queries) throws IOException {
    List<Hits> answers = new ArrayList<>();
    for (Embedding query : queries) {
      answers.add(index.nearest(query, 20, Effort.EXACT));
    }
    return answers;
  }

  private static void assertSame(List<Hits> answers, List<Hits> expected) {
    assertThat(answers).hasSameSizeAs(expected);
    for (int i = 0; i < answers.size(); i++) {
      assertSameHits(answers.get(i), expected.get(i));
    }
  }

  @ParameterizedTest
  @EnumSource
  void compaction_makes_one_segment_and_changes_no_answer(VectorStorage storage) throws IOException {
    try (TestIndex index = open()) {
      fill(index, 2500);
      for (int i = 0; i < 500; i++) {
        index.delete("id" + 3 * i);
      }
      index.commit();
      List<Embedding> queries = List.of(samples.embedding(), samples.embedding(), samples.embedding());
      List<Hits> before = exactAnswers(index, queries);
      index.configure(IndexSettings.STANDARD.withStorage(storage).withSearchWidth(200));
      index.upkeep().orElseThrow().compact();
      assertSame(exactAnswers(index, queries), before);
      Footprint footprint = index.upkeep().orElseThrow().footprint();
      assertThat(footprint.segments()).isEqualTo(1);
      assertThat(footprint.deleted()).isZero();
      assertThat(footprint.passages()).isEqualTo(index.passages());
      assertThat(footprint.vectorBytes()).isGreaterThanOrEqualTo(footprint.passages() * DIMENSION * Float.BYTES);
      RecallAudit audit = new RecallAudit(50, 10, storage == VectorStorage.BIT1 ? .8 : .95, seed);
      assertThat(audit.of(index.view(), List.of()).orElseThrow().stored().value())
          .isGreaterThanOrEqualTo(audit.promise());
    }
    try (TestIndex index = open()) {
      assertThat(index.settings()).isEqualTo(IndexSettings.STANDARD.withStorage(storage).withSearchWidth(200));
      samples.put(index, "more", 1);
      index.commit();
      assertThat(index.settings().storage()).isEqualTo(storage);
    }
  }

  @Test
  void a_compaction_tells_how_far_it_is_and_can_be_stopped() throws IOException {
    try (TestIndex index = open()) {
      fill(index, 3000);
      long passages = index.passages();
      List<Embedding> queries = List.of(samples.embedding(), samples.embedding());
      List<Hits> before = exactAnswers(index, queries);
      AtomicLong done = new AtomicLong();
      // How many passages are new in the graph depends on which segments were merged by then, in
      // the background.
      assertThatThrownBy(
              () -> index.upkeep().orElseThrow().compact(done::set, () -> done.get() >= 50))
          .isInstanceOf(CancellationException.class);
      assertThat(done.get()).isGreaterThanOrEqualTo(50);
      assertSame(exactAnswers(index, queries), before);
      samples.put(index, "later", 1);
      index.commit();
      done.set(0);
      index.upkeep().orElseThrow().compact(count -> done.accumulateAndGet(count, Math::max), () -> false);
      assertThat(done.get()).isGreaterThan(50);
      assertThat(index.upkeep().orElseThrow().footprint().segments()).isEqualTo(1);
      assertThat(index.passages()).isEqualTo(passages + 1);
    }
  }

  @Test
  void fewer_bits_are_less_to_walk_on() throws IOException {
    List<Long> walked = new ArrayList<>();
    try (TestIndex index = open()) {
      fill(index, 1500);
      for (VectorStorage storage : VectorStorage.values()) {
        index.configure(IndexSettings.STANDARD.withStorage(storage));
        index.upkeep().orElseThrow().compact();
        walked.add(index.upkeep().orElseThrow().footprint().walkedBytes());
      }
    }
    assertThat(walked).isSortedAccordingTo((a, b) -> Long.compare(b, a)).doesNotHaveDuplicates();
  }

  @Test
  void settings_are_seen_by_others_who_have_the_index_open() throws Exception {
    try (TestIndex here = open();
        TestIndex there = open()) {
      here.configure(IndexSettings.STANDARD.withSearchWidth(333));
      assertThat(here.settings().searchWidth()).isEqualTo(333);
      clock.untilTheyLookAgain();
      assertThat(there.settings().searchWidth()).isEqualTo(333);
    }
  }

  @Test
  void the_right_to_write_can_be_given_back() throws IOException {
    try (TestIndex first = open();
        TestIndex second = open()) {
      samples.put(first, "a", 1);
      first.commit();
      samples.put(first, "dropped", 1);
      assertThatThrownBy(() -> samples.put(second, "b", 1)).isInstanceOf(IndexLockedException.class);
      first.release();
      samples.put(second, "b", 1);
      second.commit();
      assertThat(second.documentIds("", 10)).containsExactly("a", "b");
      second.release();
      samples.put(first, "c", 1);
      first.commit();
      assertThat(first.documentIds("", 10)).containsExactly("a", "b", "c");
    }
  }

  @Test
  void a_copy_taken_while_others_write_is_one_commit_whole() throws Exception {
    int copies = 8;
    try (TestIndex index = open();
        ExecutorService threads = Executors.newSingleThreadExecutor()) {
      for (int i = 0; i < 40; i++) {
        samples.put(index, "id" + i, 2);
      }
      index.commit();
      AtomicBoolean done = new AtomicBoolean();
      Callable<Integer> writing =
          () -> {
            int rounds = 0;
            while (!done.get()) {
              // Each commit has 40 documents of the same number of passages.
              for (int i = 0; i < 40; i++) {
                samples.put(index, "id" + i, 1 + rounds % 3);
              }
              index.commit();
              rounds++;
            }
            return rounds;
          };
      Future<Integer> writer = threads.submit(writing);
      for (int i = 0; i < copies; i++) {
        LocalIndexes.copy(where(), temporary.resolve("copy" + i));
      }
      done.set(true);
      assertThat(writer.get()).isPositive();
    }
    for (int i = 0; i < copies; i++) {
      try (TestIndex copy = LocalIndexes.open(temporary.resolve("copy" + i), PASSPORT)) {
        assertThat(copy.documents()).isEqualTo(40);
        assertThat(copy.passages()).isIn(40L, 80L, 120L);
        samples.put(copy, "id0", 1);
        copy.commit();
      }
    }
    try (var left = Files.list(temporary)) {
      assertThat(left).allMatch(path -> !path.getFileName().toString().startsWith("."));
    }
  }

  @Test
  void a_copy_is_refused_where_something_is_and_of_what_is_no_index() throws IOException {
    open().close();
    assertThatThrownBy(() -> LocalIndexes.copy(where(), where()))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageEndingWith("things is there already; name a folder that is not");
    Path empty = Files.createDirectory(temporary.resolve("empty"));
    assertThatThrownBy(() -> LocalIndexes.copy(empty, temporary.resolve("copy"))).isInstanceOf(IOException.class);
    assertThat(temporary.resolve("copy")).doesNotExist();
  }

  @Test
  void a_damaged_copy_is_not_taken_for_whole() throws IOException {
    try (TestIndex index = open()) {
      fill(index, 100);
    }
    Path file;
    try (var files = Files.list(temporary.resolve("things"))) {
      file = files.filter(each -> each.toString().endsWith(".cfs")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> LocalIndexes.copy(where(), temporary.resolve("copy")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("checksum");
    assertThat(temporary.resolve("copy")).doesNotExist();
  }

  @Test
  void a_collection_that_was_made_anew_is_followed_even_if_it_looks_the_same() throws Exception {
    try (TestIndex reading = open()) {
      try (TestIndex old = open()) {
        Samples.put(old, "old", samples.at(0));
        old.commit();
      }
      clock.untilTheyLookAgain();
      assertThat(reading.documentIds("", 10)).containsExactly("old");
      LocalIndexes.delete(where());
      // As many commits and segments as before, and files of the same names.
      try (TestIndex anew = open()) {
        Samples.put(anew, "new", samples.at(90));
        anew.commit();
      }
      clock.untilTheyLookAgain();
      assertThat(reading.documentIds("", 10)).containsExactly("new");
      assertThat(reading.nearest(samples.at(90), 1, Effort.APPROXIMATE).list().getFirst().similarity()).isEqualTo(1);
    }
  }

  @Test
  void an_index_of_another_passport_is_rebuilt_in_one_step_while_the_old_one_answers() throws Exception {
    Passport other = Samples.passport(16, "cls");
    Samples others = new Samples(seed, 16, 5);
    try (TestIndex old = open()) {
      fill(old, 120);
      old.delete("id7");
      old.commit();
      old.release();
      try (StoredDocuments documents = LocalIndexes.rebuild(where())) {
        assertThat(documents.count()).isEqualTo(119);
        assertThat(documents.present(List.of("id7", "id8"))).containsExactly("id8");
        assertThatThrownBy(() -> samples.put(old, "lost", 1)).isInstanceOf(IndexLockedException.class);
        try (TestIndex fresh = new TestIndex(documents.replacement(other, documents.settings()))) {
          while (documents.hasNext()) {
            Document document = documents.next();
            assertThat(old.document(document.id())).contains(document);
            others.put(fresh, document.id(), 1);
          }
          fresh.commit();
        }
        assertThat(old.documents()).isEqualTo(119);
        documents.replace();
      }
      clock.untilTheyLookAgain();
      assertThatThrownBy(old::documents)
          .isInstanceOf(PassportMismatchException.class)
          .hasMessageContaining("dimension is 16, not 32");
    }
    try (TestIndex fresh = LocalIndexes.open(where(), other)) {
      assertThat(fresh.documents()).isEqualTo(119);
      assertThat(fresh.nearest(others.embedding(), 200, Effort.APPROXIMATE).list()).hasSize(119);
      others.put(fresh, "more", 1);
      fresh.commit();
      assertThat(fresh.documents()).isEqualTo(120);
    }
  }

  @Test
  void a_rebuild_that_does_not_come_to_its_end_changes_nothing() throws IOException {
    try (TestIndex index = open()) {
      fill(index, 30);
    }
    try (StoredDocuments documents = LocalIndexes.rebuild(where())) {
      documents.next();
    }
    try (TestIndex index = open()) {
      assertThat(index.documents()).isEqualTo(30);
      samples.put(index, "more", 1);
      index.commit();
    }
  }
}
