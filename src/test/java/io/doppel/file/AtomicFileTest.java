package io.doppel.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

  @TempDir Path folder;

  @Test
  void a_file_is_made_and_written_over_and_nothing_lies_beside_it() throws IOException {
    Path file = folder.resolve("설정.json");
    AtomicFile.write(file, "one");
    assertThat(file).hasContent("one");
    AtomicFile.write(file, "둘");
    assertThat(file).hasContent("둘");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void what_fails_half_way_leaves_the_file_as_it_was() throws IOException {
    Path file = Files.writeString(folder.resolve("kept.json"), "before");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write("half".repeat(100_000));
                      assertThat(file).hasContent("before");
                      throw new IOException("the disk is full");
                    }))
        .hasMessage("the disk is full");
    assertThat(file).hasContent("before");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void a_name_may_be_as_long_as_names_are() throws IOException {
    Path file = folder.resolve("n".repeat(255));
    AtomicFile.write(file, out -> out.write("text"));
    assertThat(file).hasContent("text");
  }

  @Test
  void where_there_is_no_folder_there_is_no_file() {
    assertThatThrownBy(() -> AtomicFile.write(folder.resolve("none/kept.json"), "text"))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void what_a_link_leads_to_is_written_and_the_link_stays() throws IOException {
    Path file = Files.writeString(folder.resolve("real.json"), "before");
    Path link = Files.createSymbolicLink(folder.resolve("link.json"), file);
    AtomicFile.write(link, "after");
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("after");
  }

  @Test
  void a_device_takes_the_text_and_stays_a_device() throws IOException {
    Path device = Path.of("/dev/null");
    AtomicFile.write(device, "text");
    assertThat(Files.isRegularFile(device)).isFalse();
    assertThat(device).exists();
  }

  @Test
  void a_pipe_that_has_no_path_takes_the_text() throws IOException {
    Path open = Path.of("/proc/self/fd");
    assumeThat(open).isDirectory();
    Map<String, Path> before = pipes(open);
    Pipe pipe = Pipe.open();
    try (Pipe.SourceChannel source = pipe.source();
        Pipe.SinkChannel sink = pipe.sink()) {
      Map<String, Path> ends = pipes(open);
      ends.keySet().removeAll(before.keySet());
      AtomicFile.write(ends.values().iterator().next(), "text");
      ByteBuffer read = ByteBuffer.allocate(9);
      assertThat(source.read(read)).isEqualTo(4);
      assertThat(sink.isOpen()).isTrue();
    }
  }

  /// By what the links lead to, which is no path.
  private static Map<String, Path> pipes(Path open) throws IOException {
    Map<String, Path> pipes = new HashMap<>();
    try (DirectoryStream<Path> links = Files.newDirectoryStream(open)) {
      for (Path link : links) {
        if (Files.isSymbolicLink(link)) {
          String target = Files.readSymbolicLink(link).toString();
          if (target.startsWith("pipe:")) {
            pipes.put(target, link);
          }
        }
      }
    }
    return pipes;
  }

  @Test
  void others_may_read_it_as_they_may_any_file() throws IOException {
    Path usual = Files.writeString(folder.resolve("usual"), "text");
    Path file = folder.resolve("kept.json");
    AtomicFile.write(file, "text");
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo(PosixFilePermissions.toString(Files.getPosixFilePermissions(usual)));
    }
  }

  @Test
  void readers_see_one_whole_text_or_another_while_several_write() throws Exception {
    Path file = folder.resolve("kept.json");
    Set<String> texts = Set.of("a".repeat(50_000), "b".repeat(70_000), "c".repeat(90_000));
    AtomicFile.write(file, texts.iterator().next());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Void>> writers =
          texts.stream()
              .<Callable<Void>>map(
                  text ->
                      () -> {
                        for (int i = 0; i < 10; i++) {
                          AtomicFile.write(file, text);
                        }
                        return null;
                      })
              .toList();
      List<Future<Void>> written = writers.stream().map(threads::submit).toList();
      IntStream.range(0, 50).forEach(_ -> assertThat(texts).contains(read(file)));
      for (Future<Void> each : written) {
        each.get();
      }
    }
    assertThat(folder.toFile().list()).hasSize(1);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
