package io.doppel.engine.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.index.failure.IndexClosedException;
import io.doppel.index.upkeep.Copies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsTest {

  @TempDir Path folder;

  private Path collection;

  /// An index that is one file, which says when it was born.
  private record OneFile(Runnable meanwhile) implements Copies {

    @Override
    public boolean isIndex(Path folder) {
      return Files.exists(folder.resolve("index"));
    }

    @Override
    public Optional<String> birth(Path folder) throws IOException {
      return isIndex(folder) ? Optional.of(Files.readString(folder.resolve("index"))) : Optional.empty();
    }

    @Override
    public boolean isFileOfIndex(String name) {
      return name.equals("index");
    }

    @Override
    public void copy(Path from, Path to) throws IOException {
      Files.createDirectories(to);
      Files.copy(from.resolve("index"), to.resolve("index"));
      meanwhile.run();
    }
  }

  @BeforeEach
  void collection() throws IOException {
    collection = Files.createDirectories(folder.resolve("race"));
    Files.writeString(collection.resolve("index"), "first");
    Files.writeString(collection.resolve("decisions.tsv"), "a\tb");
  }

  private Path take(Runnable meanwhile) throws IOException {
    Path to = folder.resolve("copy");
    new Snapshots(new OneFile(meanwhile)).take("race", collection, to, Optional.empty(), Instant.EPOCH);
    return to;
  }

  private static Runnable quietly(Step step) {
    return () -> {
      try {
        step.take();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    };
  }

  @FunctionalInterface
  private interface Step {
    void take() throws IOException;
  }

  @Test
  void a_snapshot_has_the_index_and_what_people_entered() throws IOException {
    assertThat(take(() -> {}).resolve("decisions.tsv")).hasContent("a\tb");
  }

  @Test
  void an_index_is_not_mixed_with_what_was_entered_in_a_later_collection_of_the_same_name() {
    Runnable replaced = quietly(() -> Files.writeString(collection.resolve("index"), "second"));
    assertThatThrownBy(() -> take(replaced))
        .isInstanceOf(IndexClosedException.class)
        .hasMessage("collection \"race\" was deleted while it was copied");
    assertThat(folder.resolve("copy")).doesNotExist();
  }

  @Test
  void a_collection_that_goes_while_it_is_copied_is_told() {
    Runnable moved = quietly(() -> Files.move(collection, folder.resolve("trash")));
    assertThatThrownBy(() -> take(moved))
        .isInstanceOf(IndexClosedException.class)
        .hasMessage("collection \"race\" was deleted while it was copied");
    assertThat(folder.resolve("copy")).doesNotExist();
  }
}
