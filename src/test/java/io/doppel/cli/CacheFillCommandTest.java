package io.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.doppel.cli.TinyCommandLine.Run;
import io.doppel.file.SystemCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class CacheFillCommandTest {

  @TempDir Path folder;

  @Test
  void the_size_of_the_cache_is_told_with_what_was_embedded_last() throws IOException {
    TinyCommandLine line = TinyCommandLine.in(folder);
    index(line, 300);
    long told = line.run("cache", "fill", "-c", "archive", "--json").json().at("/bytes").asLong();
    assertThat(told).isEqualTo(line.run("cache", "--json").json().at("/bytes").asLong());
  }

  /// On a real disk, which root may make on Linux.
  @Test
  @EnabledOnOs(OS.LINUX)
  void a_disk_that_is_full_is_told_instead_of_embedding_the_rest_for_nothing() throws Exception {
    TinyCommandLine line = TinyCommandLine.in(folder);
    index(line, 3_000);
    Path disk = folder.resolve("index/embeddings.cache");
    line.run("cache", "clear");
    Files.createDirectories(disk);
    boolean mounted = SystemCommand.run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString()) == 0;
    assumeThat(mounted).as("may mount a small disk").isTrue();
    try {
      Run full = line.run("cache", "fill", "-c", "archive");
      assertThat(full.out()).isEmpty();
      assertThat(full.err())
          .isEqualToIgnoringNewLines(
              "doppel: there is no room on the disk (the cache %s cannot be used: No space left on device); make room"
                  .formatted(disk)
                  + " and do it again");
      assertThat(full.exit()).isEqualTo(1);
    } finally {
      SystemCommand.run("umount", disk.toString());
    }
  }

  /// A collection of so many sentences, ten a document.
  private void index(TinyCommandLine line, int sentences) throws IOException {
    String documents =
        IntStream.range(0, sentences / 10)
            .mapToObj(
                document ->
                    IntStream.range(0, 10)
                        .mapToObj("The dog and the cat %d in house %%d.".formatted(document)::formatted)
                        .collect(Collectors.joining(" ")))
            .collect(Collectors.joining("\n"));
    Path file = Files.writeString(folder.resolve("archive.txt"), documents);
    Run run = line.run("index", "-c", "archive", "--format", "lines", "--cache-size", "0", file.toString());
    assertThat(run.exit()).as(run.err()).isZero();
  }
}
