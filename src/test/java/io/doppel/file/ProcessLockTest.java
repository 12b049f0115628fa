package io.doppel.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLockTest {

  @TempDir Path folder;

  /// Another process: ends with 0 if it gets the file.
  public static final class Other {

    private Other() {}

    public static void main(String[] args) throws IOException {
      System.exit(ProcessLock.take(Path.of(args[0])).isPresent() ? 0 : 1);
    }
  }

  private static boolean isFreeForOthers(Path file) throws Exception {
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Other.class.getName(),
                file.toString())
            .inheritIO()
            .start();
    return other.waitFor() == 0;
  }

  @Test
  void a_file_stays_held_though_this_process_tries_to_get_it_again_by_whatever_name() throws Exception {
    Path file = folder.resolve("lock");
    Path linked = Files.createSymbolicLink(folder.resolve("linked"), Files.createDirectory(folder.resolve("deep")));
    Path deep = folder.resolve("deep/lock");
    try (ProcessLock held = ProcessLock.take(file).orElseThrow();
        ProcessLock other = ProcessLock.take(deep).orElseThrow()) {
      assertThat(held).isNotSameAs(other);
      assertThat(ProcessLock.take(file)).isEmpty();
      assertThat(ProcessLock.take(folder.resolve("deep/../lock"))).isEmpty();
      assertThat(ProcessLock.take(linked.resolve("lock"))).isEmpty();
      assertThat(isFreeForOthers(file)).isFalse();
      assertThat(isFreeForOthers(deep)).isFalse();
    }
    assertThat(isFreeForOthers(file)).isTrue();
  }

  @Test
  void whoever_closes_a_lock_twice_takes_it_from_nobody() throws Exception {
    Path file = folder.resolve("lock");
    ProcessLock first = ProcessLock.take(file).orElseThrow();
    first.close();
    try (ProcessLock second = ProcessLock.take(file).orElseThrow()) {
      first.close();
      assertThat(second).isNotSameAs(first);
      assertThat(ProcessLock.take(file)).isEmpty();
      assertThat(isFreeForOthers(file)).isFalse();
    }
  }
}
