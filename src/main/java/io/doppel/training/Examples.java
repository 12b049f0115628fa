package io.doppel.training;

import java.util.List;

/// What is learned from.
///
/// @param kind what the texts of an example and its label are
/// @param all the examples
public record Examples(Kind kind, List<Example> all) {

  /// The kinds of examples.
  public enum Kind {
    /// Two texts; the label says how alike they are, on any scale.
    PAIRS(2),
    /// A text, one that is alike and one that is not.
    TRIPLETS(3),
    /// A text; the label is the number of its class.
    CLASSES(1),
    /// A text in a language that the model knows, and the same in another one.
    PARALLEL(2);

    private final int texts;

    Kind(int texts) {
      this.texts = texts;
    }

    /// Texts of an example.
    public int texts() {
      return texts;
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

  /// How many there are.
  public int size() {
    return all.size();
  }

  /// Each text once, in the order in which it first comes.
  public List<String> texts() {
    return all.stream().flatMap(example -> example.texts().stream()).distinct().toList();
  }

  Examples with(List<Example> some) {
    return new Examples(kind, some);
  }
}
