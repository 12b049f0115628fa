package io.doppel.training.example;

import io.doppel.encoder.model.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/// What is learned from.
///
/// @param kind what the texts of an example and its label are
/// @param all the examples
public record Examples(Kind kind, List<Example> all) {

  /// The kinds of examples.
  public enum Kind {
    /// Two texts; the label says how alike they are, on any scale, and not all labels are the same.
    PAIRS(2),
    /// Two texts that are alike, such as a question and its answer.
    ALIKE(2),
    /// A text, one that is alike and one that is not.
    TRIPLETS(3),
    /// A text; the label is the number of its class.
    CLASSES(1),
    /// A text in a language that the model knows, and the same in another one.
    PARALLEL(2),
    /// A text, of which nothing is known.
    TEXTS(1);

    private final int texts;

    Kind(int texts) {
      this.texts = texts;
    }

    /// Texts of an example.
    public int texts() {
      return texts;
    }

    /// What a file has of each example.
    List<String> columns() {
      return switch (this) {
        case PAIRS -> List.of("label", "text1", "text2");
        case ALIKE, PARALLEL -> List.of("text1", "text2");
        case TRIPLETS -> List.of("anchor", "positive", "negative");
        case CLASSES -> List.of("label", "text");
        case TEXTS -> List.of("text");
      };
    }

    /// Whether the first text of an example is a question that the others are held against.
    public boolean hasQuestion() {
      return switch (this) {
        case PAIRS, ALIKE, TRIPLETS -> true;
        case CLASSES, PARALLEL, TEXTS -> false;
      };
    }
  }

  /// One example.
  public record Example(List<String> texts, double label) {
    public Example {
      texts = List.copyOf(texts);
    }
  }

  public Examples {
    all = List.copyOf(all);
    for (Example example : all) {
      if (example.texts().size() != kind.texts()) {
        throw new IllegalArgumentException(
            "an example of %s has %d texts, got %d"
                .formatted(kind, kind.texts(), example.texts().size()));
      }
    }
  }

  /// Judged pairs; where all have one label above 0, pairs that are alike.
  ///
  /// @throws IllegalArgumentException if all have the same label and that says that nothing is alike
  public static Examples judged(List<Example> pairs) {
    List<Double> labels = pairs.stream().map(Example::label).distinct().limit(2).toList();
    if (labels.size() != 1) {
      return new Examples(Kind.PAIRS, pairs);
    }
    if (!(labels.getFirst() > 0)) {
      throw new IllegalArgumentException(
          "all %d pairs have the label %s; nothing can be learned from pairs of which none is alike"
              .formatted(pairs.size(), labels.getFirst()));
    }
    return new Examples(Kind.ALIKE, pairs);
  }

  /// How many there are.
  public int size() {
    return all.size();
  }

  /// Each text once, in the order in which it first comes.
  public List<String> texts() {
    return all.stream().flatMap(example -> example.texts().stream()).distinct().toList();
  }

  /// SHA-256 of texts and labels, however they were kept.
  public String sha256() {
    MessageDigest digest = Sha256.digest();
    for (Example example : all) {
      digest.update(ByteBuffer.allocate(Double.BYTES).putDouble(example.label()).flip());
      for (String text : example.texts()) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /// Others of the same kind.
  public Examples with(List<Example> some) {
    return new Examples(kind, some);
  }
}
