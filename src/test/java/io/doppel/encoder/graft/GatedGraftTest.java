package io.doppel.encoder.graft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.TinyTransformer;
import io.doppel.encoder.TinyTransformer.Family;
import io.doppel.encoder.graph.LowRank;
import io.doppel.encoder.graph.OnnxModel;
import io.doppel.encoder.graph.gradient.Scope;
import io.doppel.encoder.model.ModelException;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.OnnxEncoder;
import io.doppel.encoder.quantization.Quantizer;
import io.doppel.encoder.training.TrainableEncoder;
import io.doppel.encoder.training.TrainingSettings;
import io.doppel.file.Folders;
import io.doppel.vector.Matrix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A graft that has matrices for the weights of its base.
class GatedGraftTest {

  private static final List<String> KNOWN =
      List.of("the dog", "how do i bake bread with milk and salt", "old bridge", "");
  private static final List<String> NEW = List.of("γατα", "the γατα sleeps on an old bridge by the river", "γατα γατα");

  @TempDir private Path folder;

  private Path base = Path.of("");
  private Path words = Path.of("");
  private Path gated = Path.of("");

  private void graft(Family family) throws IOException {
    base = TinyTransformer.write(folder.resolve("tiny"), family);
    words = copyOfDescriptors("words");
    TinyGraft.write(base, words, List.of("γατα"));
    gated = copyOfDescriptors("gated");
    Graft graft = Graft.read(words.resolve(Graft.FILE));
    graft.with(matrices()).write(gated.resolve(Graft.FILE));
  }

  private Path copyOfDescriptors(String name) throws IOException {
    Path copy = folder.resolve(name);
    Folders.copy(base, copy);
    Files.delete(copy.resolve("model.onnx"));
    Files.delete(copy.resolve("tokenizer.json"));
    return copy;
  }

  /// One for each of the weights that are multiplied with.
  private static List<LowRank> matrices() {
    Random random = new Random(5);
    List<LowRank> matrices = new ArrayList<>();
    for (int layer = 0; layer < 2; layer++) {
      for (String weight : List.of("query", "key", "value", "attention.output", "intermediate", "output")) {
        int rows = weight.equals("output") ? 16 : 8;
        int columns = weight.equals("intermediate") ? 16 : 8;
        matrices.add(
            new LowRank(
                "layer.%d.%s.weight".formatted(layer, weight), 2, values(random, rows), values(random, columns)));
      }
    }
    return matrices;
  }

  private static float[] values(Random random, int size) {
    float[] values = new float[2 * size];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void a_text_without_new_words_gets_the_embedding_of_the_base_bit_for_bit_also_among_others(Family family)
      throws IOException {
    graft(family);
    List<String> mixed = new ArrayList<>(KNOWN);
    mixed.addAll(1, NEW);
    try (OnnxEncoder encoder = open(gated);
        OnnxEncoder known = open(base)) {
      List<Embedding> wanted = known.encode(KNOWN, Prompt.NONE);
      assertThat(encoder.encode(mixed, Prompt.NONE)).containsAll(wanted);
      assertThat(encoder.encode(KNOWN, Prompt.NONE)).isEqualTo(wanted);
      for (int i = 0; i < KNOWN.size(); i++) {
        assertThat(encoder.encode(KNOWN.get(i), Prompt.NONE)).isEqualTo(known.encode(KNOWN.get(i), Prompt.NONE));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void a_text_with_new_words_is_read_by_the_matrices_alike_alone_and_among_others(Family family)
      throws IOException {
    graft(family);
    List<String> mixed = new ArrayList<>(KNOWN);
    mixed.addAll(2, NEW);
    try (OnnxEncoder encoder = open(gated);
        OnnxEncoder untaught = open(words)) {
      List<Embedding> together = encoder.encode(mixed, Prompt.NONE);
      for (int i = 0; i < NEW.size(); i++) {
        Embedding alone = encoder.encode(NEW.get(i), Prompt.NONE);
        assertThat(alone.cosine(together.get(2 + i))).as(NEW.get(i)).isGreaterThan(0.99999f);
        assertThat(alone.cosine(untaught.encode(NEW.get(i), Prompt.NONE))).as(NEW.get(i)).isLessThan(0.99f);
      }
      assertThat(encoder.tokens(NEW.getFirst())).isNotEqualTo(untaught.tokens(NEW.getFirst()));
    }
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void it_can_be_trained_and_reads_what_it_is_trained_by_as_it_does_in_use(Family family) throws IOException {
    graft(family);
    Grafting.complete(gated);
    List<String> texts = List.of(NEW.get(1), KNOWN.get(1), NEW.getFirst());
    try (TrainableEncoder trained =
            TrainableEncoder.open(gated, Scope.lowRank(2), TrainingSettings.standard(), 1);
        OnnxEncoder encoder = open(gated)) {
      Matrix rows = trained.embed(trained.tokens(texts, Prompt.NONE));
      List<Embedding> wanted = encoder.encode(texts, Prompt.NONE);
      for (int i = 0; i < texts.size(); i++) {
        assertThat(wanted.get(i).cosine(Embedding.ofUnit(rows.row(i)))).as(texts.get(i)).isGreaterThan(0.9999f);
      }
      assertThat(trained.gradients(trained.tokens(texts, Prompt.NONE), embeddings -> embeddings).norm()).isFinite();
      assertThat(trained.parameters()).extracting("name").noneMatch(name -> name.toString().contains("gate"));
    }
  }

  @ParameterizedTest
  @EnumSource(Family.class)
  void in_eight_bits_it_is_near_and_spends_all_steps_on_what_a_gelu_gives(Family family) throws IOException {
    graft(family);
    Grafting.complete(gated);
    Path quantized = folder.resolve("quantized");
    Folders.copy(gated, quantized);
    Files.delete(quantized.resolve(Graft.FILE));
    Files.delete(quantized.resolve("model.onnx"));
    Quantizer.write(gated, quantized.resolve("model.onnx"));
    OnnxModel graph = OnnxModel.read(ByteBuffer.wrap(Files.readAllBytes(quantized.resolve("model.onnx"))));
    assertThat(graph.nodes())
        .filteredOn(node -> node.outputs().getFirst().endsWith("/int8/raised"))
        .hasSize(2);
    List<String> mixed = new ArrayList<>(KNOWN);
    mixed.addAll(NEW);
    try (OnnxEncoder encoder = open(gated);
        OnnxEncoder near = open(quantized)) {
      List<Embedding> wanted = encoder.encode(mixed, Prompt.NONE);
      List<Embedding> got = near.encode(mixed, Prompt.NONE);
      for (int i = 0; i < mixed.size(); i++) {
        assertThat(got.get(i).cosine(wanted.get(i))).as(mixed.get(i)).isGreaterThan(0.99f);
        assertThat(near.encode(mixed.get(i), Prompt.NONE)).isEqualTo(got.get(i));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = Family.class, names = "BERT")
  void matrices_for_a_weight_that_there_is_not_are_refused(Family family) throws IOException {
    graft(family);
    Graft.read(words.resolve(Graft.FILE))
        .with(List.of(new LowRank("nothing", 1, new float[8], new float[8])))
        .write(gated.resolve(Graft.FILE));
    assertThatThrownBy(() -> open(gated))
        .isInstanceOf(ModelException.class)
        .hasMessageEndingWith("has no products with [nothing]");
  }

  private static OnnxEncoder open(Path folder) throws IOException {
    return OnnxEncoder.load(folder, EncoderSettings.standard());
  }
}
