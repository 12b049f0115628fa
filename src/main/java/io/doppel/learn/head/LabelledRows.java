package io.doppel.learn.head;

import io.doppel.vector.Matrix;
import io.doppel.vector.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Vectors of known classes. Shares its rows; nobody writes to them.
///
/// @param rows the vectors, at least one
/// @param labels the class of each, 0 to before `classes`
/// @param classes how many there are, at least 1; one without a row has the lowest scores
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record LabelledRows(Matrix rows, int[] labels, int classes) {

  public LabelledRows {
    if (rows.rows() == 0 || labels.length != rows.rows()) {
      throw new IllegalArgumentException(
          "at least 1 row and as many labels are needed, got %d and %d".formatted(rows.rows(), labels.length));
    }
    for (int label : labels) {
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException("a label must be 0 to %d, got %d".formatted(classes - 1, label));
      }
    }
  }

  /// How many vectors there are.
  public int size() {
    return labels.length;
  }

  /// Some of them, with the same classes.
  ///
  /// @param which their positions
  public LabelledRows only(int[] which) {
    return new LabelledRows(
        Matrix.of(Arrays.stream(which).mapToObj(rows::row).toList()),
        Arrays.stream(which).map(i -> labels[i]).toArray(),
        classes);
  }

  /// At most so many, spread evenly.
  public LabelledRows atMost(int count) {
    int n = size();
    if (n <= count) {
      return this;
    }
    int[] which = new int[count];
    for (int i = 0; i < count; i++) {
      which[i] = (int) ((long) i * n / count);
    }
    return only(which);
  }

  /// At most so many, by two and two of a class mostly, from all classes and each in an order of its own: what lies
  /// beside each other in an alphabet begins alike.
  public LabelledRows atMostByTwos(int count) {
    int n = size();
    if (n <= count) {
      return this;
    }
    List<Integer> order = new ArrayList<>(IntStream.range(0, n).boxed().toList());
    Collections.shuffle(order, new Random(n));
    order.sort(Comparator.comparingInt(row -> labels[row]));
    int twos = count / 2;
    return only(
        IntStream.range(0, twos)
            .map(i -> (int) ((long) i * n / twos))
            .flatMap(first -> IntStream.of(first, first + 1))
            .filter(i -> i < n)
            .distinct()
            .map(order::get)
            .toArray());
  }

  /// Every vector by a factor.
  LabelledRows times(float factor) {
    if (factor == 1) {
      return this;
    }
    return new LabelledRows(Matrix.of(scaled(rows, factor)), labels, classes);
  }

  private static float[][] scaled(Matrix rows, float factor) {
    float[][] scaled = new float[rows.rows()][];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = rows.row(i).clone();
      Vectors.scale(scaled[i], factor);
    }
    return scaled;
  }

  /// How many vectors each class has.
  public int[] sizes() {
    int[] sizes = new int[classes];
    for (int label : labels) {
      sizes[label]++;
    }
    return sizes;
  }
}
