package io.doppel.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
