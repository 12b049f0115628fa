package io.doppel.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScratchFolderTest {

  @TempDir Path folder;

  @Test
  void it_is_empty_and_gone_in_the_end_with_all_that_was_made_in_it() throws IOException {
    try (ScratchFolder scratch = ScratchFolder.in(folder, ".bench-")) {
      assertThat(scratch.path()).isEmptyDirectory().hasParent(folder);
      Files.createDirectories(scratch.path().resolve("deep/er"));
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void what_a_killed_process_has_left_is_deleted_and_what_is_in_use_or_has_another_name_is_not() throws IOException {
    Path abandoned = Files.createDirectories(folder.resolve(".bench-0000000000000001/deep"));
    Path collection = Files.createDirectory(folder.resolve("bench-1"));
    try (ScratchFolder first = ScratchFolder.in(folder, ".bench-")) {
      assertThat(abandoned.getParent()).doesNotExist();
      try (ScratchFolder second = ScratchFolder.in(folder, ".bench-")) {
        assertThat(first.path()).isDirectory().isNotEqualTo(second.path());
      }
      assertThat(first.path()).isDirectory();
    }
    assertThat(folder.toFile().list()).containsExactly(collection.getFileName().toString());
  }

  @Test
  void a_lock_is_had_by_one_at_a_time() throws IOException {
    Path file = folder.resolve("lock");
    ProcessLock held = ProcessLock.take(file).orElseThrow();
    assertThat(ProcessLock.take(file)).isEmpty();
    held.close();
    try (ProcessLock again = ProcessLock.take(file).orElseThrow()) {
      assertThat(again).isNotSameAs(held);
    }
  }
}
