package io.doppel.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {

  @TempDir Path folder;

  @Test
  void folders_are_named_in_order_and_files_are_not() throws IOException {
    Files.createDirectory(folder.resolve("b"));
    Files.createDirectory(folder.resolve("a"));
    Files.writeString(folder.resolve("file"), "");
    assertThat(Folders.namesIn(folder)).containsExactly("a", "b");
    assertThat(Folders.namesIn(folder.resolve("nowhere"))).isEmpty();
  }

  @Test
  void what_was_being_deleted_when_a_process_was_killed_is_deleted_later_and_nothing_else() throws IOException {
    Path left = Folders.trash(folder.resolve("things"));
    Files.createDirectories(left.resolve("deep"));
    Files.writeString(left.resolve("deep/file"), "text");
    Files.createDirectories(folder.resolve("things"));
    Files.writeString(folder.resolve("things/file"), "text");
    Folders.emptyTrash(folder);
    assertThat(left).doesNotExist();
    assertThat(folder.resolve("things/file")).hasContent("text");
    Folders.discard(folder.resolve("things"));
    assertThat(folder).isEmptyDirectory();
    assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> Folders.discard(folder.resolve("things")));
    Folders.emptyTrash(folder.resolve("nowhere"));
  }

  @Test
  void several_may_delete_a_folder_at_once() throws Exception {
    for (int round = 0; round < 20; round++) {
      Path path = folder.resolve("many");
      for (int i = 0; i < 50; i++) {
        Files.createDirectories(path.resolve("deep" + i));
        Files.writeString(path.resolve("deep" + i + "/file"), "text");
      }
      Callable<Boolean> deleting =
          () -> {
            Folders.delete(path);
            return Files.exists(path);
          };
      try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
        for (Future<Boolean> each : threads.invokeAll(Collections.nCopies(4, deleting))) {
          assertThat(each.get()).isFalse();
        }
      }
    }
  }

  @Test
  void a_temporary_folder_is_gone_with_all_that_is_in_it_but_not_what_links_lead_to() throws IOException {
    Path kept = Files.createDirectories(folder.resolve("kept"));
    Files.writeString(kept.resolve("file"), "text");
    Path path;
    try (TemporaryFolder temporary = TemporaryFolder.of("doppel-")) {
      path = temporary.path();
      Files.createDirectories(path.resolve("deep/er"));
      Files.writeString(path.resolve("deep/er/file"), "text");
      Files.createSymbolicLink(path.resolve("link"), kept);
    }
    assertThat(path).doesNotExist();
    assertThat(kept.resolve("file")).hasContent("text");
    Folders.delete(path);
  }
}
