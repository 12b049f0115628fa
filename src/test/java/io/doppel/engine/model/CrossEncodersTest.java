package io.doppel.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.encoder.CrossEncoder;
import io.doppel.encoder.TinyCrossEncoder;
import io.doppel.text.Bounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CrossEncodersTest {

  private static final FileTime THEN = FileTime.fromMillis(1_000_000);
  private static final FileTime LATER = FileTime.fromMillis(2_000_000);

  @TempDir Path models;

  @Test
  void a_damaged_model_is_refused_by_its_name_and_read_again_once_it_was_changed() throws Exception {
    Path config = TinyCrossEncoder.write(models, "judge").resolve("config.json");
    String whole = Files.readString(config);
    Files.writeString(config, "{");
    touch(THEN);
    try (CrossEncoders encoders = new CrossEncoders(models)) {
      assertIsRefused(encoders);
      Files.writeString(config, whole);
      touch(THEN);
      assertIsRefused(encoders);
      touch(LATER);
      assertThat(encoders.of("judge", "rerank")).isInstanceOf(CrossEncoder.class);
    }
  }

  private void assertIsRefused(CrossEncoders encoders) {
    assertThatThrownBy(() -> encoders.of("judge", "rerank"))
        .isInstanceOf(Bounds.Violation.class)
        .hasMessageStartingWith("model \"judge\" cannot be used: judge/config.json is not JSON")
        .hasMessageNotContaining(models.toString());
  }

  private void touch(FileTime time) throws IOException {
    try (Stream<Path> files = Files.walk(models)) {
      List<Path> all = files.toList();
      for (Path file : all) {
        Files.setLastModifiedTime(file, time);
      }
    }
  }
}
