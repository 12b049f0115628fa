package io.doppel.index.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.encoder.Embedding;
import io.doppel.file.DiskFullException;
import io.doppel.index.LocalIndexes;
import io.doppel.index.Passport;
import io.doppel.index.Samples;
import io.doppel.index.TestIndex;
import io.doppel.index.failure.DamagedIndexException;
import io.doppel.index.lucene.store.Directories;
import io.doppel.index.lucene.store.WritingMark;
import io.doppel.index.query.Effort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.lucene.codecs.CodecUtil;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.MMapDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of an index when the disk under it is full, or loses what was written.
final class FaultTest {

  private static final int DIMENSION = 32;
  private static final Passport PASSPORT = Samples.passport(DIMENSION, "mean");

  private final long seed = Long.getLong("doppel.seed", 1);
  private final Samples samples = new Samples(seed, DIMENSION, 5);

  @TempDir private Path temporary;

  /// Of the index that was opened last.
  @SuppressWarnings("NullAway.Init")
  private FullDirectory disk;

  private TestIndex open() throws IOException {
    return new TestIndex(
        new LuceneCatalog(temporary, new Environment(this::onDisk, System::nanoTime))
            .create("things", PASSPORT));
  }

  private Directory onDisk(Path path) throws IOException {
    disk = new FullDirectory(Directories.MAPPED.open(path));
    return disk;
  }

  private Path folder() {
    return temporary.resolve("things");
  }

  @Test
  void after_a_full_disk_writing_goes_on_by_itself_and_nothing_acknowledged_is_lost() throws IOException {
    Random random = new Random(seed);
    List<String> acknowledged = new ArrayList<>();
    try (TestIndex index = open()) {
      for (int i = 0; i < 60; i++) {
        // Sometimes the first byte is too many, sometimes one in the middle of a commit, and sometimes there is room.
        disk.leave(i % 2 == 0 ? Long.MAX_VALUE : random.nextLong(30_000));
        String id = "id" + i;
        try {
          samples.put(index, id, 2);
          index.commit();
          acknowledged.add(id);
        } catch (DiskFullException e) {
          assertThat(e)
              .hasMessage(
                  "there is no room on the disk for collection \"things\"; what was committed is safe, "
                      + "make room and send the rest again");
          index.discard();
        }
        assertThat(index.documents()).isEqualTo(acknowledged.size());
      }
      assertThat(acknowledged).hasSizeBetween(30, 59);
      disk.leave(Long.MAX_VALUE);
      index.upkeep().orElseThrow().compact();
      assertThat(index.documentIds("", 100)).containsExactlyInAnyOrderElementsOf(acknowledged);
    }
    try (TestIndex index = open()) {
      assertThat(index.documentIds("", 100)).containsExactlyInAnyOrderElementsOf(acknowledged);
    }
  }

  @Test
  void what_was_put_before_the_disk_was_full_is_not_committed_without_a_word() throws IOException {
    try (TestIndex index = open()) {
      samples.put(index, "a", 1);
      index.commit();
      samples.put(index, "lost", 1);
      disk.leave(10);
      assertThatThrownBy(index::commit).isInstanceOf(DiskFullException.class);
      disk.leave(Long.MAX_VALUE);
      index.discard();
      samples.put(index, "b", 1);
      index.commit();
      assertThat(index.documentIds("", 10)).containsExactly("a", "b");
    }
  }

  @Test
  void a_full_disk_at_the_end_loses_nothing_that_was_committed() throws IOException {
    try (TestIndex index = open()) {
      samples.put(index, "a", 1);
      index.commit();
      disk.leave(0);
    }
    try (TestIndex index = open()) {
      assertThat(index.documentIds("", 10)).containsExactly("a");
    }
  }

  @Test
  void after_an_unclean_end_changed_bytes_are_found_before_anything_is_answered_from_them() throws IOException {
    fill(300);
    assertThat(new WritingMark(folder()).isSet()).as("after a clean end").isFalse();
    flip("vec");
    // As a process leaves it that was killed.
    new WritingMark(folder()).set();
    assertThatThrownBy(this::open)
        .isInstanceOf(DamagedIndexException.class)
        .hasMessageStartingWith(
            "collection \"things\" cannot be read, its index is damaged or of an unknown version: checksum failed")
        .hasMessageStartingWith("collection \"things\" cannot be read, its index is damaged");
    assertThatThrownBy(this::open).as("and so the next time").isInstanceOf(DamagedIndexException.class);
  }

  @Test
  void after_an_unclean_end_a_sound_index_opens_and_is_not_looked_at_again() throws IOException {
    fill(50);
    new WritingMark(folder()).set();
    try (TestIndex index = open()) {
      assertThat(index.documents()).isEqualTo(50);
      assertThat(new WritingMark(folder()).isSet()).isFalse();
      samples.put(index, "more", 1);
      assertThat(new WritingMark(folder()).isSet()).isTrue();
      try (TestIndex other = LocalIndexes.open(folder(), PASSPORT)) {
        assertThat(other.documents()).isEqualTo(50);
      }
      assertThat(new WritingMark(folder()).isSet()).as("the mark of who writes").isTrue();
    }
    assertThat(new WritingMark(folder()).isSet()).isFalse();
  }

  @Test
  void verifying_finds_changed_bytes_in_whichever_file() throws IOException {
    for (String extension : List.of("vec", "fdt", "tim")) {
      fill(300);
      flip(extension);
      try (TestIndex index = open()) {
        assertThatThrownBy(() -> index.upkeep().orElseThrow().verify())
            .as(extension)
            .isInstanceOf(DamagedIndexException.class);
      }
      LocalIndexes.delete(folder());
    }
  }

  @Test
  void a_footprint_is_taken_while_others_commit() throws Exception {
    try (TestIndex index = LocalIndexes.open(folder(), PASSPORT)) {
      AtomicBoolean done = new AtomicBoolean();
      Thread writer =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      for (int i = 0; !done.get(); i++) {
                        samples.put(index, "id" + i % 50, 1);
                        index.commit();
                      }
                    } catch (IOException e) {
                      done.set(true);
                    }
                  });
      for (int i = 0; i < 2_000 && !done.get(); i++) {
        assertThat(index.upkeep().orElseThrow().footprint().diskBytes()).isPositive();
      }
      assertThat(done.get()).isFalse();
      done.set(true);
      writer.join();
    }
  }

  /// In one segment of one file each.
  private void fill(int documents) throws IOException {
    try (TestIndex index = open()) {
      for (int i = 0; i < documents; i++) {
        samples.put(index, "id" + i, 1);
      }
      index.commit();
      List<Embedding> some = List.of(samples.embedding());
      assertThat(index.nearest(some.getFirst(), 3, Effort.EXACT).list()).hasSize(3);
    }
  }

  /// Changes a bit in the middle of a file, which lies within the one that holds all files of a small segment.
  private void flip(String extension) throws IOException {
    try (Directory directory = new MMapDirectory(folder())) {
      String entries =
          Arrays.stream(directory.listAll())
              .filter(each -> each.endsWith(".cfe"))
              .findFirst()
              .orElseThrow();
      try (IndexInput in = directory.openInput(entries, IOContext.READONCE)) {
        CodecUtil.readIndexHeader(in);
        for (int left = in.readVInt(); left > 0; left--) {
          String name = in.readString();
          long from = in.readLong();
          long length = in.readLong();
          if (name.endsWith("." + extension)) {
            Path file = folder().resolve(entries.replace(".cfe", ".cfs"));
            byte[] bytes = Files.readAllBytes(file);
            bytes[(int) (from + length / 2)] ^= 4;
            Files.write(file, bytes);
            return;
          }
        }
      }
    }
    throw new AssertionError("no file with vectors or words ends with " + extension);
  }

  @Test
  void a_damaged_file_that_is_met_while_searching_is_told_as_such() throws IOException {
    fill(300);
    try (var files = Files.list(folder())) {
      Path compound = files.filter(each -> each.toString().endsWith(".cfs")).findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(compound);
      Files.write(compound, Arrays.copyOf(bytes, bytes.length / 2));
    }
    assertThatThrownBy(this::open).isInstanceOf(DamagedIndexException.class);
  }
}
