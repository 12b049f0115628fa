package io.doppel.eval.task;

import io.doppel.classification.Assessment;
import io.doppel.classification.Classifier;
import io.doppel.classification.example.ExampleSet;
import io.doppel.classification.example.LabelledText;
import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.eval.data.ClassFile.Example;
import io.doppel.learn.head.LabelledRows;
import io.doppel.learn.head.Prototypes;
import io.doppel.learn.measure.Roc;
import io.doppel.vector.Matrix;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/// Labels by fixed sets of few examples, as the program itself gives them: the head is chosen by cross-validation on
/// the examples, and nothing by the test texts; once more with the names of the labels as examples. Besides: claims of
/// labels, and small tasks of labels drawn at random, as in Snell, Swersky and Zemel (2017).
public final class ExamplesTask {

  private static final int EPISODES = 600;
  private static final int QUERIES = 5;
  private static final int WINDOW = 1024;
  private static final long SEED = 42;

  private ExamplesTask() {}

  /// @param shots sets of examples by their names, such as `5`
  /// @param none texts of no label, or none
  /// @param done hears how many texts are embedded
  public static void measure(
      Map<String, List<Example>> shots,
      List<Example> test,
      List<Example> none,
      Encoder encoder,
      LongConsumer done,
      Scores scores)
      throws IOException {
    Matrix rows = rows(test, encoder, done);
    List<LabelledText> asked = new ArrayList<>(texts(test));
    asked.addAll(texts(none));
    for (Map.Entry<String, List<Example>> shot : shots.entrySet()) {
      String name = ", %s examples".formatted(shot.getKey());
      ExampleSet examples = ExampleSet.of(texts(shot.getValue()));
      Classifier classifier = Classifier.of(examples, encoder);
      Assessment assessment =
          Assessment.of(
              classifier,
              classifier.choose().head(),
              OptionalDouble.empty(),
              asked,
              _ -> false,
              count -> done.accept(test.size() + count));
      scores.add("accuracy" + name, assessment.accuracy());
      scores.add("macro f1" + name, assessment.macroF1());
      if (!none.isEmpty()) {
        scores.add("out of scope auroc" + name, assessment.auroc());
        scores.add("out of scope fpr95" + name, assessment.fpr95());
      }
      Classifier named = Classifier.of(examples.withNames(), encoder);
      scores.add(
          "accuracy" + name + " and names",
          Assessment.of(named, named.choose().head(), OptionalDouble.empty(), texts(test), _ -> false, _ -> {})
              .accuracy());
      Roc claims = claims(classifier, test, rows);
      scores.add("claims, equal error rate" + name, claims.equalErrorRate());
      scores.add("claims, accepted at 1 % false" + name, claims.trueAcceptAt(.01));
      scores.add("claims, accepted at 0.1 % false" + name, claims.trueAcceptAt(.001));
    }
    for (int ways : new int[] {5, 20}) {
      for (int each : new int[] {1, 5}) {
        episodes(ways, each, test, rows, scores);
      }
    }
  }

  private static List<LabelledText> texts(List<Example> examples) {
    return examples.stream().map(example -> new LabelledText(example.label(), example.text())).toList();
  }

  private static Matrix rows(List<Example> test, Encoder encoder, LongConsumer done) {
    List<float[]> rows = new ArrayList<>();
    for (int from = 0; from < test.size(); from += WINDOW) {
      List<String> window =
          test.subList(from, Math.min(from + WINDOW, test.size())).stream().map(Example::text).toList();
      encoder.encode(window, Prompt.NONE).stream().map(Embedding::toArray).forEach(rows::add);
      done.accept(rows.size());
    }
    return Matrix.of(rows);
  }

  /// Every test text with every label, its own and all others.
  private static Roc claims(Classifier classifier, List<Example> test, Matrix rows) {
    List<String> labels = classifier.labels();
    int[] classes =
        classifier.examples().all().stream()
            .mapToInt(example -> Collections.binarySearch(labels, example.label()))
            .toArray();
    Prototypes prototypes = Prototypes.of(new LabelledRows(classifier.rows(), classes, labels.size()));
    List<Double> genuine = new ArrayList<>();
    List<Double> impostors = new ArrayList<>();
    for (int i = 0; i < test.size(); i++) {
      double[] cosines = prototypes.scores(rows.row(i));
      int own = Collections.binarySearch(labels, test.get(i).label());
      for (int c = 0; c < cosines.length; c++) {
        (c == own ? genuine : impostors).add(cosines[c]);
      }
    }
    return new Roc(array(genuine), array(impostors));
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /// Labels drawn at random, so many examples of each, and the accuracy of prototypes on some others of each.
  private static void episodes(int ways, int each, List<Example> test, Matrix rows, Scores scores) {
    Map<String, List<Integer>> byLabel = new TreeMap<>();
    for (int i = 0; i < test.size(); i++) {
      byLabel.computeIfAbsent(test.get(i).label(), _ -> new ArrayList<>()).add(i);
    }
    List<List<Integer>> classes =
        new ArrayList<>(byLabel.values().stream().filter(some -> some.size() >= each + QUERIES).toList());
    if (classes.size() < ways) {
      return;
    }
    Random random = new Random(SEED);
    double[] accuracies = new double[EPISODES];
    for (int episode = 0; episode < EPISODES; episode++) {
      Collections.shuffle(classes, random);
      List<float[]> support = new ArrayList<>();
      List<float[]> queries = new ArrayList<>();
      for (List<Integer> one : classes.subList(0, ways)) {
        List<Integer> drawn = new ArrayList<>(one);
        Collections.shuffle(drawn, random);
        drawn.subList(0, each).forEach(i -> support.add(rows.row(i)));
        drawn.subList(each, each + QUERIES).forEach(i -> queries.add(rows.row(i)));
      }
      int[] labels = IntStream.range(0, ways * each).map(i -> i / each).toArray();
      Prototypes prototypes = Prototypes.of(new LabelledRows(Matrix.of(support), labels, ways));
      long right =
          IntStream.range(0, queries.size()).filter(i -> prototypes.predict(queries.get(i)) == i / QUERIES).count();
      accuracies[episode] = (double) right / queries.size();
    }
    double mean = IntStream.range(0, EPISODES).mapToDouble(i -> accuracies[i]).average().orElseThrow();
    double squares =
        IntStream.range(0, EPISODES).mapToDouble(i -> (accuracies[i] - mean) * (accuracies[i] - mean)).sum();
    String name = "%d ways, %d shot".formatted(ways, each);
    scores.add(name, mean);
    scores.add(name + ", 95 % interval", 1.96 * Math.sqrt(squares / (EPISODES - 1) / EPISODES));
  }
}
