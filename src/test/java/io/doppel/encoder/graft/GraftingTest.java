package io.doppel.encoder.graft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.encoder.Prompt;
import io.doppel.encoder.model.ModelException;
import io.doppel.encoder.model.Sha256;
import io.doppel.encoder.model.Sha256Sums;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.OnnxEncoder;
import io.doppel.file.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraftingTest {

  private static final String GREEK = "γατα";

  @TempDir Path folder;

  private Path base;
  private Path grafted;
  private Path graph;

  @BeforeEach
  void graft() throws IOException {
    grafted = TinyGraft.write(folder, "tiny", "tiny-el", List.of(GREEK));
    base = folder.resolve("tiny");
    graph = grafted.resolve("model.onnx");
  }

  @Test
  void a_graft_is_put_together_when_it_is_first_loaded_and_not_again() throws IOException {
    try (OnnxEncoder first = OnnxEncoder.load(grafted, EncoderSettings.standard());
        OnnxEncoder tiny = OnnxEncoder.load(base, EncoderSettings.standard())) {
      assertThat(first.encode(GREEK, Prompt.NONE)).isNotEqualTo(tiny.encode(GREEK, Prompt.NONE));
      assertThat(first.encode("the dog", Prompt.NONE)).isEqualTo(tiny.encode("the dog", Prompt.NONE));
    }
    FileTime made = Files.getLastModifiedTime(graph);
    OnnxEncoder.load(grafted, EncoderSettings.standard()).close();
    assertThat(Files.getLastModifiedTime(graph)).isEqualTo(made);
    assertThat(Folders.namesIn(grafted)).doesNotContain(".made-");
  }

  @Test
  void a_graft_that_came_later_is_put_together_anew() throws IOException {
    Grafting.complete(grafted);
    long before = Files.size(graph);
    TinyGraft.write(base, grafted, List.of(GREEK, "σκυλος"));
    Files.setLastModifiedTime(graph, FileTime.fromMillis(0));
    Grafting.complete(grafted);
    assertThat(Files.size(graph)).isGreaterThan(before);
  }

  @Test
  void an_older_copy_with_the_right_hashes_is_left_as_it_is() throws IOException {
    Grafting.complete(grafted);
    StringBuilder sums = new StringBuilder();
    for (String file : List.of("model.onnx", "tokenizer.json")) {
      sums.append(Sha256.of(List.of(grafted.resolve(file)))).append("  ").append(file).append('\n');
    }
    Files.writeString(grafted.resolve(Sha256Sums.FILE), sums);
    Files.setLastModifiedTime(graph, FileTime.fromMillis(1000));
    Grafting.complete(grafted);
    assertThat(Files.getLastModifiedTime(graph)).isEqualTo(FileTime.fromMillis(1000));
  }

  @Test
  void what_cannot_be_put_together_is_said_and_nothing_of_it_is_left() throws IOException {
    Files.writeString(grafted.resolve(Sha256Sums.FILE), "0".repeat(64) + "  model.onnx\n");
    assertThatThrownBy(() -> Grafting.complete(grafted))
        .isInstanceOf(ModelException.class)
        .hasMessageEndingWith("its SHA-256 is not the one in SHA256SUMS");
    assertThat(graph).doesNotExist();
    assertThat(Folders.namesIn(grafted)).noneMatch(name -> name.startsWith(".made-"));
    Folders.delete(base);
    assertThatThrownBy(() -> Grafting.complete(grafted))
        .isInstanceOf(ModelException.class)
        .hasMessageEndingWith("needs its base, and there is no folder " + base);
  }
}
