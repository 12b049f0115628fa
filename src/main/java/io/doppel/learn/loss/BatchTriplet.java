package io.doppel.learn.loss;

import io.doppel.vector.Matrix;
import java.util.ArrayList;
import java.util.List;

/// The triplet loss of a batch of classes, which finds its triplets in the batch. Of one matrix; rows of the same label
/// are alike.
///
/// @param margin above 0; of no use to [Choice#HARD_SOFT_MARGIN]
public record BatchTriplet(Distance distance, double margin, Choice choice) implements Loss {

  /// Which triplets count.
  public enum Choice {
    /// The mean over all triplets that violate the margin.
    ALL,
    /// For each row the farthest that is alike and the nearest that is not (Hermans, Beyer and Leibe, 2017, "In Defense
    /// of the Triplet Loss").
    HARD,
    /// The same with `log(1 + exp(x))` in place of the margin.
    HARD_SOFT_MARGIN,
    /// For each two that are alike the nearest negative that is farther than the positive, else the farthest negative
    /// (FaceNet).
    SEMI_HARD
  }

  @Override
  public LossValue of(List<Matrix> embeddings, double[] labels) {
    Loss.require("batch triplet", 1, 1, embeddings);
    Matrix rows = embeddings.getFirst();
    Loss.requireLabels(rows.rows(), labels);
    double[][] far = new double[rows.rows()][rows.rows()];
    for (int i = 0; i < far.length; i++) {
      for (int j = 0; j < far.length; j++) {
        far[i][j] = i == j ? 0 : distance.of(rows.row(i), rows.row(j));
      }
    }
    List<int[]> triplets =
        switch (choice) {
          case ALL -> violating(far, labels);
          case HARD, HARD_SOFT_MARGIN -> hard(far, labels);
          case SEMI_HARD -> semiHard(far, labels);
        };
    Sums sums = new Sums(rows);
    double value = 0;
    for (int[] triplet : triplets) {
      double difference = far[triplet[0]][triplet[1]] - far[triplet[0]][triplet[2]];
      boolean soft = choice == Choice.HARD_SOFT_MARGIN;
      double one = soft ? Sums.softplus(difference) : Math.max(0, difference + margin);
      double slope = (soft ? Sums.sigmoid(difference) : one > 0 ? 1 : 0) / triplets.size();
      value += one / triplets.size();
      if (slope != 0) {
        add(slope, rows, triplet[0], triplet[1], sums);
        add(-slope, rows, triplet[0], triplet[2], sums);
      }
    }
    return new LossValue(value, List.of(sums.toMatrix()));
  }

  private void add(double slope, Matrix rows, int one, int other, Sums sums) {
    if (one != other) {
      distance.addGradients(slope, rows.row(one), sums, one, rows.row(other), sums, other);
    }
  }

  private List<int[]> violating(double[][] far, double[] labels) {
    List<int[]> found = new ArrayList<>();
    for (int a = 0; a < far.length; a++) {
      for (int p = 0; p < far.length; p++) {
        for (int n = 0; p != a && labels[p] == labels[a] && n < far.length; n++) {
          if (labels[n] != labels[a] && far[a][p] - far[a][n] + margin > 0) {
            found.add(new int[] {a, p, n});
          }
        }
      }
    }
    return found;
  }

  /// A row that is alone in its class is its own positive.
  private static List<int[]> hard(double[][] far, double[] labels) {
    List<int[]> found = new ArrayList<>();
    for (int a = 0; a < far.length; a++) {
      int positive = a;
      int negative = -1;
      for (int i = 0; i < far.length; i++) {
        if (labels[i] == labels[a]) {
          positive = far[a][i] > far[a][positive] ? i : positive;
        } else if (negative < 0 || far[a][i] < far[a][negative]) {
          negative = i;
        }
      }
      if (negative >= 0) {
        found.add(new int[] {a, positive, negative});
      }
    }
    return found;
  }

  private static List<int[]> semiHard(double[][] far, double[] labels) {
    List<int[]> found = new ArrayList<>();
    for (int a = 0; a < far.length; a++) {
      for (int p = 0; p < far.length; p++) {
        int beyond = -1;
        int farthest = -1;
        for (int n = 0; p != a && labels[p] == labels[a] && n < far.length; n++) {
          if (labels[n] != labels[a]) {
            farthest = farthest < 0 || far[a][n] > far[a][farthest] ? n : farthest;
            beyond = far[a][n] > far[a][p] && (beyond < 0 || far[a][n] < far[a][beyond]) ? n : beyond;
          }
        }
        if (farthest >= 0) {
          found.add(new int[] {a, p, beyond >= 0 ? beyond : farthest});
        }
      }
    }
    return found;
  }
}
