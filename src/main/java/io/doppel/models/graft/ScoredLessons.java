package io.doppel.models.graft;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.token.Tokens;
import io.doppel.models.graft.ScoredPairs.Scored;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/// Pairs whose cosine is learned: halfway between the one that their translations have and what people say. Scores are
/// no cosines, so a score stands for the cosine that has the same place among those of all translations as the score
/// has among all scores.
final class ScoredLessons {

  private final List<ScoredLesson> lessons;
  private final Random random;
  private final List<ScoredLesson> left = new ArrayList<>();

  /// Two texts of the language that is learned.
  ///
  /// @param wantedOne where `one` is to lie
  /// @param wantedOther where `other` is to lie
  /// @param cosine what theirs is to be
  @SuppressWarnings("ArrayRecordComponent") // carries embeddings, never compared
  record ScoredLesson(Tokens one, Tokens other, float[] wantedOne, float[] wantedOther, double cosine) {}

  /// @param others reads texts of the language that is learned
  /// @param teacher the model as it was
  ScoredLessons(List<Scored> pairs, Function<List<String>, List<Tokens>> others, Encoder teacher, Random random) {
    this.random = random;
    List<Tokens> one = others.apply(pairs.stream().map(pair -> pair.one().other()).toList());
    List<Tokens> other = others.apply(pairs.stream().map(pair -> pair.other().other()).toList());
    List<Embedding> wantedOne = Twins.embeddings(teacher, pairs, pair -> pair.one().known());
    List<Embedding> wantedOther = Twins.embeddings(teacher, pairs, pair -> pair.other().known());
    double[] cosines =
        IntStream.range(0, pairs.size()).mapToDouble(i -> wantedOne.get(i).cosine(wantedOther.get(i))).toArray();
    double[] scores = onScale(pairs.stream().mapToDouble(Scored::score).toArray(), cosines);
    lessons =
        IntStream.range(0, pairs.size())
            .mapToObj(i ->
                new ScoredLesson(
                    one.get(i),
                    other.get(i),
                    wantedOne.get(i).toArray(),
                    wantedOther.get(i).toArray(),
                    (cosines[i] + scores[i]) / 2))
            .toList();
  }

  /// Some of them; none comes again before all came.
  List<ScoredLesson> draw(int count) {
    List<ScoredLesson> drawn = new ArrayList<>();
    while (drawn.size() < count && !lessons.isEmpty()) {
      if (left.isEmpty()) {
        left.addAll(lessons);
        Collections.shuffle(left, random);
      }
      drawn.add(left.removeLast());
    }
    return drawn;
  }

  /// The values of a scale that have the places of others; equal ones have the place in their middle.
  static double[] onScale(double[] values, double[] scale) {
    double[] sorted = scale.clone();
    Arrays.sort(sorted);
    List<Integer> order =
        IntStream.range(0, values.length).boxed().sorted(Comparator.comparingDouble(i -> values[i])).toList();
    double[] found = new double[values.length];
    int end;
    for (int start = 0; start < values.length; start = end) {
      end = start + 1;
      while (end < values.length && values[order.get(end)] == values[order.get(start)]) {
        end++;
      }
      double value = sorted[(start + end - 1) / 2];
      order.subList(start, end).forEach(i -> found[i] = value);
    }
    return found;
  }
}
