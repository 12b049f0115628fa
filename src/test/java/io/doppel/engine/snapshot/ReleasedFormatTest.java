package io.doppel.engine.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.duplicates.Decisions;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.TinyDoppel;
import io.doppel.index.query.Effort;
import io.doppel.retrieval.SearchQuery;
import io.doppel.text.Document;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A snapshot as the last released program took it. There is none yet: until 0.1.0 is released it is one of what is to
/// be that, made anew where a format changes by `-Dupdate.formats=true`; from then on it stays.
class ReleasedFormatTest {

  private static final Path KEPT = Path.of("src/test/resources/formats/0.1.0.zip");
  private static final CollectionName THINGS = new CollectionName("things");

  private static final List<Document> DOCUMENTS =
      List.of(
          new Document("dog", "Pets", "A dog and a cat live in the house.", Map.of("kind", "animal")),
          Document.of("ship", "The ship is on the sea."),
          Document.of("boat", "A ship is on the big sea."),
          Document.of("서울", "오늘 서울 날씨 😀 좋다"));

  @TempDir private Path folder;

  @Test
  void a_collection_of_the_last_released_format_opens_with_all_that_was_in_it() throws IOException {
    if (Boolean.getBoolean("update.formats")) {
      keep();
    }
    Path snapshot = unpacked();
    Snapshots.verify(snapshot);
    try (Doppel doppel = TinyDoppel.open(folder.resolve("now"))) {
      doppel.restore(THINGS, snapshot);
      DocumentCollection things = doppel.collection(THINGS);
      for (Document document : DOCUMENTS) {
        assertThat(things.document(document.id())).hasValue(document);
      }
      assertThat(things.search().answer(new SearchQuery("a ship on the sea", 1, Effort.EXACT)).hits())
          .singleElement()
          .satisfies(hit -> assertThat(hit.document().id()).isIn("ship", "boat"));
      assertThat(things.decisions().all()).hasSize(1);
      assertThat(TinyDoppel.add(doppel, "things", Document.of("new", "A cat is on the ship.")).indexed()).isEqualTo(1);
    }
  }

  private Path unpacked() throws IOException {
    Path to = Files.createDirectory(folder.resolve("snapshot"));
    try (InputStream in = Files.newInputStream(KEPT);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Files.copy(zip, to.resolve(entry.getName()));
      }
    }
    return to;
  }

  private void keep() throws IOException {
    Path taken = folder.resolve("taken");
    try (Doppel doppel = TinyDoppel.open(folder.resolve("then"))) {
      TinyDoppel.add(doppel, "things", DOCUMENTS.toArray(Document[]::new));
      doppel
          .collection(THINGS)
          .decisions()
          .decide(new Decisions.Decision("boat", "ship", Decisions.Kind.MERGE, "a ship", "the ship"));
      doppel.snapshot(THINGS, taken);
    }
    Files.createDirectories(KEPT.resolveSibling(""));
    try (OutputStream out = Files.newOutputStream(KEPT);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> files = Files.list(taken).sorted()) {
      for (Path file : files.toList()) {
        zip.putNextEntry(new ZipEntry(file.getFileName().toString()));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
  }
}
