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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class CrossEncodersTest {

  private static final FileTime THEN = FileTime.fromMillis(1_000_000);
  private static final FileTime LATER = FileTime.fromMillis(2_000_000);

  @TempDir Path folder;

  private final AtomicLong nanos = new AtomicLong();
  private Path models;
  private Path config;
  private String whole;

  @BeforeEach
  void write() throws IOException {
    models = folder.resolve("models");
    config = TinyCrossEncoder.write(models, "judge").resolve("config.json");
    whole = Files.readString(config);
  }

  @Test
  void a_damaged_model_is_refused_by_its_name_and_read_again_once_it_was_changed() throws Exception {
    damage();
    try (CrossEncoders encoders = encoders()) {
      assertIsRefused(encoders);
      mendUnseen();
      assertIsRefused(encoders);
      touch(LATER);
      assertIsOpen(encoders);
    }
  }

  @Test
  void a_damaged_model_is_read_again_after_a_minute() throws Exception {
    damage();
    try (CrossEncoders encoders = encoders()) {
      assertIsRefused(encoders);
      mendUnseen();
      nanos.set(TimeUnit.SECONDS.toNanos(59));
      assertIsRefused(encoders);
      nanos.set(TimeUnit.SECONDS.toNanos(60));
      assertIsOpen(encoders);
    }
  }

  @Test
  void a_file_that_is_replaced_by_an_older_one_was_changed() throws Exception {
    Files.writeString(config, "{");
    touch(THEN);
    Files.setLastModifiedTime(models.resolve("judge/tokenizer.json"), LATER);
    try (CrossEncoders encoders = encoders()) {
      assertIsRefused(encoders);
      Files.writeString(config, whole);
      Files.setLastModifiedTime(config, THEN);
      assertIsOpen(encoders);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void a_linked_model_is_read_again_once_a_file_of_it_was_changed() throws Exception {
    Path elsewhere = folder.resolve("elsewhere");
    Files.move(models.resolve("judge"), elsewhere);
    Files.createSymbolicLink(models.resolve("judge"), elsewhere);
    damage();
    try (CrossEncoders encoders = encoders()) {
      assertIsRefused(encoders);
      Files.writeString(config, whole);
      assertIsOpen(encoders);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void a_link_to_nothing_in_the_folder_of_a_model_is_in_nobodys_way() throws Exception {
    Files.createSymbolicLink(models.resolve("judge/.#config.json"), Path.of("someone@somewhere.1"));
    try (CrossEncoders encoders = encoders()) {
      assertIsOpen(encoders);
    }
  }

  @Test
  void a_damaged_graph_is_told_without_where_the_models_lie() throws Exception {
    Files.writeString(models.resolve("judge/model.onnx"), "no graph");
    Path relative = Path.of("").toAbsolutePath().relativize(models);
    for (Path named : new Path[] {models, relative, models.resolve("../models")}) {
      try (CrossEncoders encoders = new CrossEncoders(named)) {
        assertThatThrownBy(() -> encoders.of("judge", "rerank"))
            .hasMessageStartingWith("model \"judge\" cannot be used: judge")
            .hasMessageContaining("judge/model.onnx")
            .hasMessageNotContaining(folder.getFileName().toString());
      }
    }
  }

  private CrossEncoders encoders() {
    return new CrossEncoders(models, nanos::get);
  }

  private static void assertIsOpen(CrossEncoders encoders) throws IOException {
    assertThat(encoders.of("judge", "rerank")).isInstanceOf(CrossEncoder.class);
  }

  private void assertIsRefused(CrossEncoders encoders) {
    assertThatThrownBy(() -> encoders.of("judge", "rerank"))
        .isInstanceOf(Bounds.Violation.class)
        .hasMessageStartingWith("model \"judge\" cannot be used: judge/config.json is not JSON")
        .hasMessageNotContaining(folder.toString());
  }

  private void damage() throws IOException {
    Files.writeString(config, "[" + whole.substring(1));
    touch(THEN);
  }

  /// So that neither a time nor a size tells.
  private void mendUnseen() throws IOException {
    Files.writeString(config, whole);
    touch(THEN);
  }

  private void touch(FileTime time) throws IOException {
    try (Stream<Path> files = Files.walk(models)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, time);
      }
    }
  }
}
