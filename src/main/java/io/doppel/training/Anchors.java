package io.doppel.training;

import io.doppel.encoder.Prompt;
import io.doppel.encoder.profile.NeutralTexts;
import io.doppel.training.learner.Learner;
import io.doppel.vector.Matrix;
import io.doppel.vector.Vectors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Sentences of general language that are held where the untouched model puts them, some in each step: the loss is
/// `weight · mean |y - y₀|²`. So what is learned for one task is forgotten less of all others (Li and Hoiem, 2016,
/// "Learning without Forgetting"). They come with the program, and none of them is among those that say afterwards what
/// was forgotten.
final class Anchors {

  /// How many take part in a step; each costs as much as a text that is learned from.
  private static final int EACH_STEP = 24;

  private final double weight;
  private final List<String> texts;
  private final Matrix before;
  private final Random random;
  private final List<Integer> waiting = new ArrayList<>();

  private Anchors(double weight, List<String> texts, Matrix before, long seed) {
    this.weight = weight;
    this.texts = texts;
    this.before = before;
    this.random = new Random(seed);
  }

  /// Of a learner before its first step.
  ///
  /// @param weight 0 for none
  static Anchors of(Learner learner, Prompt side, double weight, long seed) {
    List<String> texts = weight == 0 ? List.of() : NeutralTexts.sentences();
    return new Anchors(weight, texts, texts.isEmpty() ? Matrix.of() : learner.embed(texts, side), seed);
  }

  /// Which ones take part in the next step, by their numbers.
  List<Integer> next() {
    if (waiting.size() < EACH_STEP) {
      waiting.clear();
      for (int i = 0; i < texts.size(); i++) {
        waiting.add(i);
      }
      Collections.shuffle(waiting, random);
    }
    List<Integer> last = waiting.subList(Math.max(0, waiting.size() - EACH_STEP), waiting.size());
    List<Integer> some = List.copyOf(last);
    last.clear();
    return some;
  }

  List<String> texts(List<Integer> which) {
    return which.stream().map(texts::get).toList();
  }

  /// The gradient for one of them.
  ///
  /// @param now where it is
  /// @param together how many take part in the step
  float[] gradient(int which, float[] now, int together) {
    float[] gradient = now.clone();
    Vectors.add(gradient, -1, before.row(which));
    Vectors.scale(gradient, (float) (2 * weight / together));
    return gradient;
  }
}
