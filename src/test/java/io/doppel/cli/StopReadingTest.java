package io.doppel.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.encoder.TinyModel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A polite kill of a program that waits for standard input.
@DisabledOnOs(OS.WINDOWS)
@Timeout(120)
class StopReadingTest {

  @TempDir private Path folder;

  private Process start(String... arguments) throws IOException {
    TinyModel.write(folder.resolve("models"), "tiny");
    return ProgramProcess.of(folder, folder.resolve("models"), "tiny", arguments)
        .redirectOutput(folder.resolve("out.txt").toFile())
        .start();
  }

  private void assertEndsSoon(Process process) throws IOException, InterruptedException {
    try {
      // Not by the process itself, which would close its input, too.
      process.toHandle().destroy();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(Files.readString(folder.resolve("err.txt"))).contains("stopped").doesNotContain("should not happen");
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void indexing_what_comes_in_ends_soon_and_keeps_what_came() throws Exception {
    Process process = start("index", "-c", "notes", "-");
    OutputStream in = process.getOutputStream();
    in.write("{\"id\":\"a\",\"text\":\"one\"}\n{\"id\":\"b\",\"text\":\"two\"}\n{\"id\":\"c\",\"te".getBytes(UTF_8));
    in.flush();
    // The folder of the collection is made before the first text is embedded.
    while (!Files.exists(folder.resolve("index/notes"))) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertEndsSoon(process);
    assertThat(new TinyCommandLine(folder).run("search", "-c", "notes", "--json", "one").out())
        .doesNotContain("\"c\"");
  }

  /// For as long as it takes to come to its input.
  private static boolean hasComputed(Process process) {
    return process.info().totalCpuDuration().filter(used -> used.toMillis() > 700).isPresent();
  }

  @Test
  void a_command_that_nobody_has_sent_anything_ends_soon() throws Exception {
    Process process = start("index", "-c", "notes", "-");
    for (int look = 0; look < 500 && !hasComputed(process); look++) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertEndsSoon(process);
    assertThat(folder.resolve("index/notes")).doesNotExist();
  }
}
