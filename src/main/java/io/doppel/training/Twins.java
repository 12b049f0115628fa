package io.doppel.training;

import io.doppel.encoder.Prompt;
import io.doppel.training.example.Examples.Example;
import io.doppel.training.example.Examples;
import io.doppel.training.learner.Learner;
import io.doppel.vector.Matrix;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Both sides of a comparison while they learn: one encoder for all texts, or one that moves for the first text of an
/// example, which is the question, while the others stay where the untouched model puts them.
final class Twins {

  private final Learner learner;
  private final boolean queryOnly;
  private final Map<String, float[]> fixed = new HashMap<>();

  Twins(Learner learner, boolean queryOnly) {
    this.learner = learner;
    this.queryOnly = queryOnly;
  }

  Learner learner() {
    return learner;
  }

  /// How many texts of an example move.
  int moving(Examples.Kind kind) {
    return queryOnly ? 1 : kind.texts();
  }

  Prompt side(int text) {
    return queryOnly && text == 0 ? Prompt.QUERY : Prompt.DOCUMENT;
  }

  /// Remembers where the untouched model puts what stays there; before the first step.
  void fix(Examples examples) {
    if (!queryOnly) {
      return;
    }
    List<String> texts =
        examples.all().stream()
            .flatMap(example -> example.texts().stream().skip(1))
            .distinct()
            .filter(text -> !fixed.containsKey(text))
            .toList();
    Matrix rows = texts.isEmpty() ? Matrix.of() : learner.embed(texts, Prompt.DOCUMENT);
    for (int i = 0; i < texts.size(); i++) {
      fixed.put(texts.get(i), rows.row(i));
    }
  }

  /// Has the learner do ahead what it does once for each text.
  void prepare(Examples examples) {
    for (int text = 0; text < moving(examples.kind()); text++) {
      int which = text;
      learner.prepare(examples.all().stream().map(example -> example.texts().get(which)).toList(), side(text));
    }
  }

  /// The texts of that number, as they are now.
  Matrix embed(List<Example> examples, int text) {
    List<String> texts = examples.stream().map(example -> example.texts().get(text)).toList();
    if (queryOnly && text > 0) {
      return Matrix.of(texts.stream().map(each -> Objects.requireNonNull(fixed.get(each))).toList());
    }
    List<String> distinct = texts.stream().distinct().toList();
    Matrix rows = learner.embed(distinct, side(text));
    Map<String, float[]> known = new HashMap<>();
    for (int i = 0; i < distinct.size(); i++) {
      known.put(distinct.get(i), rows.row(i));
    }
    return Matrix.of(texts.stream().map(each -> Objects.requireNonNull(known.get(each))).toList());
  }
}
