package io.doppel.training;

import io.doppel.encoder.Prompt;
import io.doppel.training.example.Examples.Example;
import io.doppel.training.example.Examples;
import io.doppel.training.learner.Learner;
import io.doppel.vector.Matrix;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// What the untouched model makes of the known language, and the last of it that was seen.
final class Teacher {

  private static final int BANK = 1536;

  private final Map<String, float[]> known = new HashMap<>();
  private final Deque<float[]> bank = new ArrayDeque<>();

  Teacher(Learner learner, Examples examples) {
    List<String> texts = examples.all().stream().map(example -> example.texts().getFirst()).distinct().toList();
    Matrix rows = learner.embed(texts, Prompt.DOCUMENT);
    for (int i = 0; i < texts.size(); i++) {
      known.put(texts.get(i), rows.row(i));
    }
  }

  Matrix rows(List<Example> batch) {
    return Matrix.of(
        batch.stream()
            .map(example -> Objects.requireNonNull(known.get(example.texts().getFirst())))
            .toList());
  }

  Matrix bank() {
    return Matrix.of(List.copyOf(bank));
  }

  void remember(Matrix rows) {
    for (int i = 0; i < rows.rows(); i++) {
      bank.addFirst(rows.row(i));
    }
    while (bank.size() > BANK) {
      bank.removeLast();
    }
  }
}
