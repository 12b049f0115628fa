package io.doppel.eval.task;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.eval.data.ClassFile;
import io.doppel.eval.data.ClassFile.Example;
import io.doppel.learn.LogisticRegression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/// Classes learned from few texts, as MTEB measures classification: ten draws of eight texts a class, a logistic
/// regression on their embeddings for each, and the mean of the accuracies on the test texts.
public final class FewShotTask {

  private static final int DRAWS = 10;
  private static final int TEXTS_PER_CLASS = 8;
  private static final long SEED = 42;
  private static final int WINDOW = 1024;

  private FewShotTask() {}

  /// @param done hears how many texts are embedded
  public static void measure(ClassFile train, List<Example> test, Encoder encoder, LongConsumer done, Scores scores) {
    List<String> names = train.examples().stream().map(Example::label).distinct().sorted().toList();
    List<List<Integer>> draws = draws(train.examples());
    int[] drawn = draws.stream().flatMap(List::stream).mapToInt(Integer::intValue).distinct().toArray();
    List<String> texts = new ArrayList<>(test.stream().map(Example::text).toList());
    Arrays.stream(drawn).forEach(i -> texts.add(train.examples().get(i).text()));
    List<double[]> vectors = vectors(texts, encoder, done);
    Map<Integer, double[]> trainVectors = new LinkedHashMap<>();
    for (int i = 0; i < drawn.length; i++) {
      trainVectors.put(drawn[i], vectors.get(test.size() + i));
    }
    double[] accuracies = new double[DRAWS];
    for (int draw = 0; draw < DRAWS; draw++) {
      int[] labels =
          draws.get(draw).stream()
              .mapToInt(i -> Collections.binarySearch(names, train.examples().get(i).label()))
              .toArray();
      LogisticRegression model =
          LogisticRegression.fit(
              draws.get(draw).stream().map(trainVectors::get).toList(),
              labels,
              LogisticRegression.USUAL_COST);
      long right =
          IntStream.range(0, test.size())
              .parallel()
              .filter(i -> names.get(model.predict(vectors.get(i))).equals(test.get(i).label()))
              .count();
      accuracies[draw] = (double) right / test.size();
    }
    double mean = Arrays.stream(accuracies).average().orElseThrow();
    double variance = Arrays.stream(accuracies).map(a -> (a - mean) * (a - mean)).sum() / (DRAWS - 1);
    scores.add("accuracy", mean);
    scores.add("accuracy deviation", Math.sqrt(variance));
  }

  /// For each draw the positions of its texts; the same for the same examples.
  private static List<List<Integer>> draws(List<Example> examples) {
    Map<String, List<Integer>> byLabel = new TreeMap<>();
    for (int i = 0; i < examples.size(); i++) {
      byLabel.computeIfAbsent(examples.get(i).label(), _ -> new ArrayList<>()).add(i);
    }
    Random random = new Random(SEED);
    List<List<Integer>> draws = new ArrayList<>();
    for (int draw = 0; draw < DRAWS; draw++) {
      List<Integer> chosen = new ArrayList<>();
      for (List<Integer> positions : byLabel.values()) {
        Collections.shuffle(positions, random);
        chosen.addAll(positions.subList(0, Math.min(TEXTS_PER_CLASS, positions.size())));
      }
      draws.add(chosen);
    }
    return draws;
  }

  private static List<double[]> vectors(List<String> texts, Encoder encoder, LongConsumer done) {
    List<double[]> vectors = new ArrayList<>();
    for (int from = 0; from < texts.size(); from += WINDOW) {
      List<String> window = texts.subList(from, Math.min(from + WINDOW, texts.size()));
      encoder.encode(window, Prompt.NONE).stream().map(FewShotTask::vector).forEach(vectors::add);
      done.accept(vectors.size());
    }
    return vectors;
  }

  private static double[] vector(Embedding embedding) {
    float[] coordinates = embedding.toArray();
    return IntStream.range(0, coordinates.length).mapToDouble(i -> coordinates[i]).toArray();
  }
}
