package io.doppel.engine.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import io.doppel.engine.TinyDoppel;
import io.doppel.engine.indexing.IndexingListener;
import io.doppel.engine.snapshot.CollectionFiles.Kind;
import io.doppel.text.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What belongs to a collection goes where the collection goes.
class CollectionFilesTest {

  private static final CollectionName CATS = new CollectionName("cats");
  private static final CollectionName AGAIN = new CollectionName("again");

  @TempDir private Path folder;
  private Doppel doppel;

  @BeforeEach
  void open() throws IOException {
    doppel = TinyDoppel.open(folder);
    TinyDoppel.add(doppel, "cats", Document.of("a", "the dog and the cat"));
  }

  @AfterEach
  void close() throws IOException {
    doppel.close();
  }

  private Path file(CollectionName collection, Kind kind) {
    return folder.resolve("index").resolve(collection.value()).resolve(kind.fileName());
  }

  private void writeAll(CollectionName collection) throws IOException {
    for (Kind kind : Kind.values()) {
      Files.writeString(file(collection, kind), "what is kept as " + kind);
    }
  }

  private void assertAll(CollectionName collection) {
    for (Kind kind : Kind.values()) {
      assertThat(file(collection, kind)).hasContent("what is kept as " + kind);
    }
  }

  @Test
  void a_file_of_every_kind_goes_into_a_snapshot_with_its_collection_and_comes_back() throws IOException {
    writeAll(CATS);
    Path snapshot = folder.resolve("snapshot");
    doppel.snapshot(CATS, snapshot);

    doppel.delete(CATS);
    assertThat(folder.resolve("index").resolve("cats")).doesNotExist();
    TinyDoppel.add(doppel, "cats", Document.of("b", "another one of that name"));
    for (Kind kind : Kind.values()) {
      assertThat(file(CATS, kind)).doesNotExist();
    }
    doppel.delete(CATS);

    doppel.restore(CATS, snapshot);
    doppel.restore(AGAIN, snapshot);
    assertAll(CATS);
    assertAll(AGAIN);
    assertThat(doppel.collection(AGAIN).documents()).isEqualTo(1);
  }

  @Test
  void a_file_of_every_kind_stays_when_the_index_is_made_anew() throws IOException {
    writeAll(CATS);
    doppel.rebuilds().reindex(CATS, IndexingListener.SILENT, () -> false);
    assertAll(CATS);
  }

  @Test
  void files_in_folders_are_copied_and_held_against_their_checksums_and_half_written_ones_are_left()
      throws IOException {
    Path models = folder.resolve("index").resolve("cats").resolve("kept");
    Files.createDirectories(models.resolve("inner"));
    Files.writeString(models.resolve("inner").resolve("one"), "whole");
    Files.writeString(models.resolve(".one.0123.part"), "half");
    Path snapshot = folder.resolve("snapshot");
    doppel.snapshot(CATS, snapshot);
    assertThat(snapshot.resolve("kept").resolve("inner").resolve("one")).hasContent("whole");
    assertThat(snapshot.resolve("kept").resolve(".one.0123.part")).doesNotExist();
    assertThat(snapshot.resolve("snapshot.json")).content().contains("kept/inner/one");

    Files.writeString(snapshot.resolve("kept").resolve("inner").resolve("one"), "other");
    assertThatThrownBy(() -> doppel.restore(AGAIN, snapshot))
        .hasMessageEndingWith("is damaged: kept/inner/one is not what was written");
    assertThat(folder.resolve("index").resolve("again")).doesNotExist();
  }
}
