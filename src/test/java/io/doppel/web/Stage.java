package io.doppel.web;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/// Server and browser, opened once for all tests of the page.
record Stage(Site site, Chromium chromium, Path index) implements AutoCloseable {

  /// Skips the tests where there is no browser or no model.
  static Stage open() {
    Optional<Path> program = Chromium.program();
    assumeTrue(
        program.isPresent(),
        "skipped: no Chromium is installed; the environment variable CHROMIUM may name one");
    assumeTrue(Site.modelIsThere(), "skipped: the model is not there");
    try {
      Path index = Files.createTempDirectory("doppel-page");
      return new Stage(Site.open(index), Chromium.start(program.get()), index);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    chromium.close();
    site.close();
    try (Stream<Path> files = Files.walk(index)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
