package io.doppel.engine.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.engine.Catalogs;
import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import io.doppel.engine.TinyDoppel;
import io.doppel.engine.snapshot.CollectionCopy.Report;
import io.doppel.index.Catalog;
import io.doppel.index.EmbeddedDocument;
import io.doppel.index.IndexView;
import io.doppel.index.MemoryCatalog;
import io.doppel.index.PassageIndex;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectionCopyTest {

  private static final CollectionCopy.Progress SILENT = (_, _) -> {};

  @TempDir private Path folder;
  private Catalog local;
  private final Catalog elsewhere = new MemoryCatalog();

  @BeforeEach
  void indexes() throws IOException {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      TinyDoppel.add(
          doppel,
          "things",
          IntStream.range(0, 250)
              .mapToObj(i -> new Document("id" + i, "Title", "A dog on ship " + i + ". A cat.", Map.of("n", "" + i)))
              .toArray(Document[]::new));
      doppel.collection(new CollectionName("things"));
    }
    local = Catalogs.in(folder.resolve("index"));
    local.file("things", "decisions.jsonl").write("one\n".getBytes(UTF_8));
  }

  private static List<EmbeddedDocument> all(Catalog catalog) throws IOException {
    List<EmbeddedDocument> all = new ArrayList<>();
    try (PassageIndex index = catalog.open("things", catalog.passport("things").orElseThrow());
        IndexView view = index.view()) {
      view.scan(all::add);
    }
    all.sort((a, b) -> a.document().id().compareTo(b.document().id()));
    return all;
  }

  private Report copy(Catalog from, Catalog to) throws IOException {
    return new CollectionCopy(from, to, "things").run(SILENT, () -> false);
  }

  @Test
  void a_collection_goes_elsewhere_and_comes_back_with_its_embeddings_its_passport_and_what_people_entered()
      throws IOException {
    assertThat(copy(local, elsewhere)).isEqualTo(new Report(250, 250, 250, true));
    assertThat(elsewhere.passport("things")).isEqualTo(local.passport("things"));
    assertThat(all(elsewhere)).isEqualTo(all(local));
    assertThat(elsewhere.file("things", "decisions.jsonl").read()).hasValue("one\n".getBytes(UTF_8));
    Catalog back = Catalogs.in(folder.resolve("back"));
    assertThat(copy(elsewhere, back)).isEqualTo(new Report(250, 250, 250, true));
    assertThat(all(back)).isEqualTo(all(local));
    assertThat(copy(elsewhere, back)).isEqualTo(new Report(250, 0, 250, true));
  }

  @Test
  void what_was_decided_in_the_copy_is_left_to_it() throws IOException {
    copy(local, elsewhere);
    elsewhere.file("things", "decisions.jsonl").append("later");
    byte[] both = elsewhere.file("things", "decisions.jsonl").read().orElseThrow();
    assertThat(copy(local, elsewhere)).isEqualTo(new Report(250, 0, 250, true));
    assertThat(elsewhere.file("things", "decisions.jsonl").read()).hasValue(both);
  }

  @Test
  void a_copy_that_was_stopped_goes_on_where_it_was() throws IOException {
    AtomicInteger asked = new AtomicInteger();
    Report stopped = new CollectionCopy(local, elsewhere, "things").run(SILENT, () -> asked.incrementAndGet() > 3);
    assertThat(stopped.finished()).isFalse();
    assertThat(stopped.copied()).isBetween(1L, 249L);
    local.file("things", "decisions.jsonl").write("one\ntwo\n".getBytes(UTF_8));
    Report rest = copy(local, elsewhere);
    assertThat(rest.copied() + stopped.copied()).isEqualTo(250);
    assertThat(all(elsewhere)).isEqualTo(all(local));
    assertThat(elsewhere.file("things", "decisions.jsonl").read()).hasValue("one\ntwo\n".getBytes(UTF_8));
  }

  @Test
  void what_is_in_the_place_of_the_copy_stays_and_is_told() throws IOException {
    try (PassageIndex index = elsewhere.create("things", local.passport("things").orElseThrow())) {
      EmbeddedDocument some = all(local).getFirst();
      Document other = Document.of("other", some.document().text());
      Passage passage = new Passage("other", 0, other.text());
      index.put(List.of(new EmbeddedDocument(other, List.of(passage), some.embeddings())));
      index.publish();
    }
    assertThatThrownBy(() -> copy(local, elsewhere))
        .hasMessageContaining("has 251 documents, and what was copied has 250");
    assertThat(all(elsewhere)).hasSize(251);
    elsewhere.file("things", "decisions.jsonl").write("something else".getBytes(UTF_8));
    assertThatThrownBy(() -> copy(local, elsewhere)).hasMessageContaining("has 251 documents");
    assertThat(elsewhere.file("things", "decisions.jsonl").read()).hasValue("something else".getBytes(UTF_8));
    assertThatThrownBy(() -> new CollectionCopy(local, elsewhere, "none").run(SILENT, () -> false))
        .hasMessage("there is no collection \"none\" to be copied");
    assertThat(elsewhere.holds("none")).isFalse();
  }

  @Test
  void a_copy_is_made_again_whatever_was_mined_calibrated_or_taken_back_since() throws IOException {
    write(local, "calibration.json", "one");
    write(local, "duplicates.bin", "one");
    write(local, "examples.jsonl", "one\ntwo\n");
    copy(local, elsewhere);
    write(local, "calibration.json", "two");
    write(local, "duplicates.bin", "two");
    write(local, "examples.jsonl", "two\n");
    copy(local, elsewhere);
    assertThat(read("calibration.json")).isEqualTo("two");
    assertThat(read("duplicates.bin")).isEqualTo("two");
    assertThat(read("examples.jsonl")).isEqualTo("two\n");
    // Calibrated there, too, which is left to it until it was calibrated here once more.
    write(elsewhere, "calibration.json", "theirs");
    write(elsewhere, "duplicates.bin", "theirs");
    copy(local, elsewhere);
    assertThat(read("calibration.json")).isEqualTo("theirs");
    assertThat(read("duplicates.bin")).isEqualTo("two");
    write(local, "calibration.json", "three");
    write(local, "examples.jsonl", "three\n");
    assertThatThrownBy(() -> copy(local, elsewhere))
        .hasMessageContaining("calibration.json was changed there and here");
    assertThat(read("calibration.json")).isEqualTo("theirs");
    assertThat(read("examples.jsonl")).isEqualTo("three\n");
  }

  private static void write(Catalog catalog, String file, String content) throws IOException {
    catalog.file("things", file).write(content.getBytes(UTF_8));
  }

  private String read(String file) throws IOException {
    return new String(elsewhere.file("things", file).read().orElseThrow(), UTF_8);
  }
}
