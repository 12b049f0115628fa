package io.doppel.encoder;

import io.doppel.encoder.graph.OnnxNode.Attribute;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/// Puts in place of the graph of a [TinyModel] a transformer of two layers and random weights, built of the operators
/// that exports of a family have: 8 coordinates, 2 heads.
public final class TinyTransformer {

  /// Families that differ in how positions, masks and normalisations are written.
  public enum Family {
    BERT,
    DISTILBERT,
    XLM_R,
    MPNET
  }

  private static final int WIDTH = 8;
  private static final int HEADS = 2;
  private static final int POSITIONS = 64;

  private final Random random = new Random(7);
  private final Family family;
  private final OnnxFile file = new OnnxFile();
  private String x = "";

  private TinyTransformer(Family family) {
    this.family = family;
  }

  /// A model folder with such a graph.
  public static Path write(Path folder, Family family) throws IOException {
    new TinyModel().dimension(WIDTH).maxTokens(32).writeTo(folder);
    Files.write(folder.resolve("model.onnx"), new TinyTransformer(family).graph(4000));
    return folder;
  }

  private byte[] graph(int words) {
    file.operators(family == Family.DISTILBERT ? 17 : 13).input("input_ids").input("attention_mask");
    file.constant("zero", new long[] {0})
        .constant("one", new long[] {1})
        .constant("two", new long[] {2})
        .constant("three", new long[] {3});
    weight("embeddings.word.weight", 1, words, WIDTH);
    weight("embeddings.position.weight", 0.3f, POSITIONS, WIDTH);
    node("Gather", "word", "embeddings.word.weight", "input_ids");
    positions();
    node("Gather", "place", "embeddings.position.weight", "positions");
    if (family == Family.BERT) {
      file.input("token_type_ids");
      weight("embeddings.type.weight", 0.3f, 2, WIDTH);
      node("Gather", "type", "embeddings.type.weight", "token_type_ids");
      node("Add", "typed", "word", "type");
      node("Add", "sum", "typed", "place");
    } else {
      node("Add", "sum", "word", "place");
    }
    normalize("embeddings.norm", "sum");
    mask();
    if (family == Family.MPNET) {
      relativePositions();
    }
    for (int layer = 0; layer < 2; layer++) {
      layer("layer." + layer);
    }
    node("Identity", "last_hidden_state", x);
    return file.output("last_hidden_state", "batch", "sequence", WIDTH).toBytes();
  }

  private void positions() {
    node("Shape", "shape", "input_ids");
    if (family == Family.XLM_R) {
      file.node("CumSum", List.of("attention_mask", "scalar"), "counted");
      file.node("Mul", List.of("counted", "attention_mask"), "masked");
      file.node("Add", List.of("masked", "one"), "positions");
      file.constant("scalar", new long[] {1});
      return;
    }
    long[] all = new long[POSITIONS];
    for (int i = 0; i < POSITIONS; i++) {
      all[i] = i;
    }
    file.constant("all", all);
    node("Slice", "length", "shape", "one", "two");
    node("Slice", "row", "all", "zero", "length", "zero");
    node("Unsqueeze", "positions", "row", "zero");
  }

  private void mask() {
    file.constant("axes", new long[] {1, 2});
    node("Unsqueeze", "wide", "attention_mask", "axes");
    if (family == Family.DISTILBERT) {
      node("Equal", "hidden", "wide", "zero");
      file.constant("lowest", new float[] {-3e38f}, 1);
      return;
    }
    file.node("Cast", List.of("wide"), "real", Attribute.integer("to", 1));
    file.constant("unit", new float[] {1}).constant("far", new float[] {-10000});
    node("Sub", "inverse", "unit", "real");
    node("Mul", "mask", "inverse", "far");
  }

  private void relativePositions() {
    weight("relative.weight", 0.5f, 4, HEADS);
    node("Unsqueeze", "column", "row", "one");
    node("Sub", "difference", "row", "column");
    node("Abs", "distance", "difference");
    node("Min", "bucket", "distance", "three");
    node("Gather", "bias", "relative.weight", "bucket");
    file.node("Transpose", List.of("bias"), "by head", Attribute.integers("perm", List.of(2, 0, 1)));
    node("Unsqueeze", "relative", "by head", "zero");
  }

  private void layer(String name) {
    String input = x;
    String query = heads(name + ".query", input, List.of(0, 2, 1, 3));
    String key = heads(name + ".key", input, List.of(0, 2, 3, 1));
    String value = heads(name + ".value", input, List.of(0, 2, 1, 3));
    file.constant(name + ".root", new float[] {2}, 1);
    node("MatMul", name + ".scores", query, key);
    node("Div", name + ".scaled", name + ".scores", name + ".root");
    String scores = name + ".scaled";
    if (family == Family.MPNET) {
      node("Add", name + ".biased", scores, "relative");
      scores = name + ".biased";
    }
    if (family == Family.DISTILBERT) {
      node("Shape", name + ".wide", scores);
      node("Expand", name + ".hidden", "hidden", name + ".wide");
      node("Where", name + ".masked", name + ".hidden", "lowest", scores);
    } else {
      node("Add", name + ".masked", scores, "mask");
    }
    file.node("Softmax", List.of(name + ".masked"), name + ".attention", Attribute.integer("axis", -1));
    node("MatMul", name + ".context", name + ".attention", value);
    file.node("Transpose", List.of(name + ".context"), name + ".back", Attribute.integers("perm", List.of(0, 2, 1, 3)));
    file.constant(name + ".flat", new long[] {0, 0, WIDTH});
    node("Reshape", name + ".joined", name + ".back", name + ".flat");
    String attended = linear(name + ".attention.output", name + ".joined", WIDTH, WIDTH);
    node("Add", name + ".residual", attended, input);
    normalize(name + ".attention.norm", name + ".residual");
    String middle = x;
    String inner = linear(name + ".intermediate", middle, WIDTH, 2 * WIDTH);
    file.constant(name + ".sqrt2", new float[] {1.4142135f})
        .constant(name + ".plus", new float[] {1})
        .constant(name + ".half", new float[] {0.5f});
    node("Div", name + ".div", inner, name + ".sqrt2");
    node("Erf", name + ".erf", name + ".div");
    node("Add", name + ".erf1", name + ".erf", name + ".plus");
    node("Mul", name + ".product", inner, name + ".erf1");
    node("Mul", name + ".gelu", name + ".product", name + ".half");
    String outer = linear(name + ".output", name + ".gelu", 2 * WIDTH, WIDTH);
    node("Add", name + ".residual2", outer, middle);
    normalize(name + ".norm", name + ".residual2");
  }

  private String heads(String name, String input, List<Integer> order) {
    String all = linear(name, input, WIDTH, WIDTH);
    file.constant(name + ".split", new long[] {0, 0, HEADS, WIDTH / HEADS});
    node("Reshape", name + ".apart", all, name + ".split");
    file.node("Transpose", List.of(name + ".apart"), name + ".turned", Attribute.integers("perm", order));
    return name + ".turned";
  }

  private String linear(String name, String input, int inputs, int outputs) {
    weight(name + ".weight", 0.5f, inputs, outputs);
    weight(name + ".bias", 0.2f, outputs);
    node("MatMul", name + ".multiplied", input, name + ".weight");
    node("Add", name + ".shifted", name + ".bias", name + ".multiplied");
    return name + ".shifted";
  }

  private void normalize(String name, String input) {
    weight(name + ".weight", 0.5f, WIDTH);
    weight(name + ".bias", 0.2f, WIDTH);
    x = name + ".result";
    if (family == Family.DISTILBERT) {
      file.node(
          "LayerNormalization",
          List.of(input, name + ".weight", name + ".bias"),
          x,
          Attribute.real("epsilon", 1e-12f));
      return;
    }
    file.constant(name + ".power", new float[] {2}).constant(name + ".epsilon", new float[] {1e-12f});
    file.node("ReduceMean", List.of(input), name + ".mean", Attribute.integers("axes", List.of(-1)));
    node("Sub", name + ".centred", input, name + ".mean");
    node("Pow", name + ".squares", name + ".centred", name + ".power");
    file.node("ReduceMean", List.of(name + ".squares"), name + ".variance", Attribute.integers("axes", List.of(-1)));
    node("Add", name + ".safe", name + ".variance", name + ".epsilon");
    node("Sqrt", name + ".deviation", name + ".safe");
    node("Div", name + ".normal", name + ".centred", name + ".deviation");
    node("Mul", name + ".times", name + ".normal", name + ".weight");
    node("Add", x, name + ".times", name + ".bias");
  }

  private void node(String operator, String output, String... inputs) {
    file.node(operator, List.of(inputs), output);
  }

  private void weight(String name, float scale, int... shape) {
    int size = 1;
    long[] sizes = new long[shape.length];
    for (int i = 0; i < shape.length; i++) {
      size *= shape[i];
      sizes[i] = shape[i];
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (scale * random.nextGaussian() + (name.endsWith("norm.weight") ? 1 : 0));
    }
    file.constant(name, values, sizes);
  }
}
