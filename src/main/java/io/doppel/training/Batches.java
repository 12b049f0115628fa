package io.doppel.training;

import io.doppel.training.example.Examples.Example;
import io.doppel.training.example.Examples.Kind;
import io.doppel.training.example.Examples;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Which examples each step sees, by a seed alone: all in a new order in every epoch, or of classes some texts each.
final class Batches {

  private static final int USUAL = 32;
  private static final int CLASSES = 96;
  private static final int OF_A_CLASS = 2;

  /// Where the other examples of a batch are what an example is told from, there should be many.
  private static final int CONTRASTIVE = 64;

  private final Kind kind;
  private final List<Example> examples;
  private final List<List<Example>> classes;
  private final boolean contrastive;
  private final int size;
  private final Random random;
  private final List<Example> waiting = new ArrayList<>();

  Batches(Examples train, String loss, long seed) {
    this.kind = train.kind();
    this.contrastive = loss.equals("info-nce");
    this.examples = contrastive && kind == Kind.PAIRS ? alike(train) : train.all();
    this.size = kind == Kind.CLASSES ? CLASSES * OF_A_CLASS : contrastive ? CONTRASTIVE : USUAL;
    this.random = new Random(seed);
    Map<Double, List<Example>> byLabel = new LinkedHashMap<>();
    examples.forEach(example -> byLabel.computeIfAbsent(example.label(), _ -> new ArrayList<>()).add(example));
    this.classes = new ArrayList<>(byLabel.values());
  }

  /// Of judged pairs those that are alike.
  private static List<Example> alike(Examples train) {
    double most = train.all().stream().mapToDouble(Example::label).max().orElse(0);
    return train.all().stream().filter(example -> example.label() >= 0.8 * most).toList();
  }

  /// Steps in which each example comes once.
  int ofAnEpoch() {
    return Math.ceilDiv(examples.size(), size);
  }

  /// Those of the next step.
  List<Example> next() {
    return kind == Kind.CLASSES ? someOfEach() : some();
  }

  private List<Example> some() {
    if (waiting.isEmpty()) {
      waiting.addAll(examples);
      Collections.shuffle(waiting, random);
    }
    List<Example> batch = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = waiting.size() - 1; i >= 0 && batch.size() < size; i--) {
      Example example = waiting.get(i);
      // What is said twice is not to be told from itself.
      if (!contrastive || Collections.disjoint(seen, example.texts())) {
        seen.addAll(example.texts());
        batch.add(example);
        waiting.remove(i);
      } else if (waiting.size() - i > 20 * size) {
        break;
      }
    }
    return batch;
  }

  private List<Example> someOfEach() {
    Collections.shuffle(classes, random);
    List<Example> batch = new ArrayList<>();
    for (List<Example> one : classes.subList(0, Math.min(CLASSES, classes.size()))) {
      Collections.shuffle(one, random);
      batch.addAll(one.subList(0, Math.min(OF_A_CLASS, one.size())));
    }
    return batch;
  }
}
