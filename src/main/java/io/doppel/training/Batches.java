package io.doppel.training;

import io.doppel.training.example.Examples.Example;
import io.doppel.training.example.Examples.Kind;
import io.doppel.training.example.Examples;
import java.util.ArrayList;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// Which examples each step sees, by a seed alone: all in a new order in every epoch, or of classes some texts each.
final class Batches {

  private static final int USUAL = 32;

  /// Not all of many at once: more steps of as many texts learn more.
  private static final int CLASSES = 38;

  /// Of classes; of few of them more texts each.
  private static final int TEXTS = 76;

  /// Where the other examples of a batch are what an example is told from, there should be many.
  private static final int CONTRASTIVE = 64;

  private final Kind kind;
  private final List<Example> examples;
  private final List<List<Example>> classes;
  private final boolean contrastive;
  private final int size;
  private final int ofAClass;
  private final Random random;
  private final int ofAnEpoch;
  private final List<Example> waiting = new ArrayList<>();

  Batches(Examples train, String loss, long seed) {
    this.kind = train.kind();
    this.contrastive = loss.equals("info-nce");
    this.examples = contrastive && kind == Kind.PAIRS ? alike(train) : train.all();
    this.size = contrastive ? CONTRASTIVE : USUAL;
    this.random = new Random(seed);
    Map<Double, List<Example>> byLabel = new LinkedHashMap<>();
    examples.forEach(example -> byLabel.computeIfAbsent(example.label(), _ -> new ArrayList<>()).add(example));
    this.classes = new ArrayList<>(byLabel.values());
    this.ofAClass = TEXTS / Math.clamp(classes.size(), 1, CLASSES);
    this.ofAnEpoch = kind == Kind.CLASSES ? ofClasses() : ofAll(seed);
  }

  private int ofClasses() {
    double mean = classes.stream().mapToInt(one -> Math.min(ofAClass, one.size())).average().orElse(1);
    return (int) Math.ceil(examples.size() / (mean * Math.min(CLASSES, classes.size())));
  }

  /// Where examples share texts, more than their number tells: the steps of a first round are counted.
  private int ofAll(long seed) {
    if (!contrastive) {
      return Math.ceilDiv(examples.size(), size);
    }
    List<Example> left = new ArrayList<>(examples);
    Collections.shuffle(left, new Random(seed));
    int steps = 0;
    for (; !left.isEmpty(); steps++) {
      take(left);
    }
    return steps;
  }

  /// Of judged pairs those that are alike: whose label is in the highest fifth of what there is.
  private static List<Example> alike(Examples train) {
    DoubleSummaryStatistics labels = train.all().stream().mapToDouble(Example::label).summaryStatistics();
    double least = labels.getMax() - 0.2 * (labels.getMax() - Math.min(0, labels.getMin()));
    return train.all().stream().filter(example -> example.label() >= least).toList();
  }

  /// Steps in which each example comes once; of classes about once, as they are drawn.
  int ofAnEpoch() {
    return ofAnEpoch;
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
    return take(waiting);
  }

  private List<Example> take(List<Example> left) {
    List<Example> batch = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = left.size() - 1; i >= 0 && batch.size() < size; i--) {
      Example example = left.get(i);
      // What is said twice is not to be told from itself.
      if (!contrastive || Collections.disjoint(seen, example.texts())) {
        seen.addAll(example.texts());
        batch.add(example);
        left.remove(i);
      } else if (left.size() - i > 20 * size) {
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
      batch.addAll(one.subList(0, Math.min(ofAClass, one.size())));
    }
    return batch;
  }
}
