package io.doppel.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.encoder.TinyCrossEncoder;
import io.doppel.encoder.TinyModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsTest {

  private static final ModelName NAME = new ModelName("mine");

  @TempDir Path folder;

  private Models models;

  @BeforeEach
  void prepare() {
    models = new Models(folder.resolve("models"));
  }

  @Test
  void an_added_model_is_a_copy_that_works_without_the_files_nobody_reads() throws IOException {
    Path saved = TinyModel.write(folder, "saved");
    Files.write(saved.resolve("model.safetensors"), new byte[100_000]);
    models.add(saved, NAME, "");
    assertThat(models.names()).containsExactly(NAME);
    assertThat(models.problems(NAME)).isEmpty();
    assertThat(models.folder(NAME).resolve("model.safetensors")).doesNotExist();
    assertThat(Origin.of(models.folder(NAME)).orElseThrow().source()).startsWith("file:///").contains("saved");
    assertThatThrownBy(() -> models.add(saved, NAME, "")).isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void a_folder_without_a_model_that_works_is_not_added() throws IOException {
    Path saved = TinyModel.write(folder, "saved");
    Files.writeString(saved.resolve("tokenizer.json"), "{}");
    assertThatThrownBy(() -> models.add(saved, NAME, ""))
        .hasMessageStartingWith("mine is not added, as it does not work: tokenizer.json is no tokenizer");
    Files.delete(saved.resolve("tokenizer.json"));
    assertThatThrownBy(() -> models.add(saved, NAME, "")).hasMessage(saved + " has no tokenizer.json");
    assertThatThrownBy(() -> models.add(folder.resolve("none"), NAME, ""))
        .hasMessage("there is no folder " + folder.resolve("none"));
    assertThat(models.names()).isEmpty();
  }

  @Test
  void what_says_where_a_model_comes_from_and_cannot_be_read_stands_in_no_ones_way() throws IOException {
    Path saved = TinyModel.write(folder, "saved");
    for (String said : List.of("{", "null", "[]", "{}", "{\"languages\":[\"ko\"]}", "\u00ff")) {
      Files.write(saved.resolve(Origin.FILE), said.getBytes(StandardCharsets.ISO_8859_1));
      assertThat(Origin.of(saved)).as(said).isEmpty();
    }
    models.add(saved, NAME, "");
    assertThat(Origin.of(models.folder(NAME)).orElseThrow().source()).startsWith("file:///").contains("saved");
  }

  @Test
  void of_a_model_that_cannot_be_made_nothing_is_left() throws IOException {
    Path saved = TinyModel.write(folder, "saved");
    assertThatThrownBy(() -> Staging.make(models.folder(), NAME, staging -> half(saved, staging)))
        .hasMessage("no space left");
    assertThat(models.folder()).isEmptyDirectory();
  }

  private static Path half(Path saved, Staging staging) throws IOException {
    Files.copy(saved.resolve("tokenizer.json"), staging.folder().resolve("tokenizer.json"));
    throw new IOException("no space left");
  }

  @Test
  void a_cross_encoder_is_added_and_checked_like_an_encoder() throws IOException {
    models.add(TinyCrossEncoder.write(folder, "saved"), NAME, "");
    assertThat(models.problems(NAME)).isEmpty();
    Path entailment = TinyCrossEncoder.write(folder.resolve("entailment"), "logits", 3);
    assertThatThrownBy(() -> models.add(entailment, new ModelName("other"), ""))
        .hasMessage(
            "other is not added, as it does not work: model.onnx is no cross-encoder for ranking: it gives "
                + "3 numbers for a pair instead of one");
  }

  @Test
  void damage_is_told_by_the_name_of_the_file() throws IOException {
    models.add(TinyModel.write(folder, "saved"), NAME, "");
    Path graph = models.folder(NAME).resolve("model.onnx");
    byte[] bytes = Files.readAllBytes(graph);
    bytes[bytes.length - 100] ^= 1;
    Files.write(graph, bytes);
    assertThat(models.problems(NAME))
        .containsExactly(graph + " was changed or damaged: its SHA-256 is not the one in SHA256SUMS");
    Files.delete(graph);
    assertThat(models.problems(NAME)).containsExactly(graph + " is missing");
  }

  @Test
  void a_removed_model_is_gone_from_the_disk() throws IOException {
    models.add(TinyModel.write(folder, "saved"), NAME, "");
    models.remove(NAME);
    assertThat(models.names()).isEmpty();
    assertThat(models.folder()).isEmptyDirectory();
    assertThatThrownBy(() -> models.remove(NAME)).hasMessage("there is no model mine in " + models.folder());
  }

  @Test
  void the_name_of_a_model_cannot_lead_out_of_its_folder() {
    for (String name : List.of("..", "../x", "a/b", "", ".hidden", "a".repeat(97))) {
      assertThatThrownBy(() -> new ModelName(name)).hasMessageStartingWith("a model's name is 1 to 96 letters");
    }
  }
}
