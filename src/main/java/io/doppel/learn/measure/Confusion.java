package io.doppel.learn.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// How often each class was taken for which. Not thread-safe.
public final class Confusion {

  private final int[][] counts;
  private int all;
  private int right;

  /// @param classes how many there are
  public Confusion(int classes) {
    this.counts = new int[classes][classes];
  }

  /// Two different classes, and how often the one was taken for the other.
  public record Pair(int actual, int taken, int count) {}

  /// Counts one.
  ///
  /// @param actual the class that it has
  /// @param taken the class that it was given
  public void add(int actual, int taken) {
    counts[actual][taken]++;
    all++;
    right += actual == taken ? 1 : 0;
  }

  /// How many were counted.
  public int size() {
    return all;
  }

  /// The share of those with the right class, NaN of none.
  public double accuracy() {
    return (double) right / all;
  }

  /// The mean of F1 over the classes that occur, in either way; NaN if none does.
  public double macroF1() {
    double sum = 0;
    int occurring = 0;
    for (int i = 0; i < counts.length; i++) {
      long actual = 0;
      long taken = 0;
      for (int j = 0; j < counts.length; j++) {
        actual += counts[i][j];
        taken += counts[j][i];
      }
      if (actual + taken > 0) {
        occurring++;
        sum += 2.0 * counts[i][i] / (actual + taken);
      }
    }
    return sum / occurring;
  }

  /// The pairs that are confused most often, the worst first, of equals the first.
  ///
  /// @param count the most of them
  public List<Pair> worst(int count) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      for (int j = 0; j < counts.length; j++) {
        if (i != j && counts[i][j] > 0) {
          pairs.add(new Pair(i, j, counts[i][j]));
        }
      }
    }
    pairs.sort(Comparator.comparingInt(Pair::count).reversed());
    return List.copyOf(pairs.subList(0, Math.min(count, pairs.size())));
  }
}
