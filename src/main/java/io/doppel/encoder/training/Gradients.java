package io.doppel.encoder.training;

import io.doppel.encoder.graph.gradient.Parameter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The gradient of a loss with respect to all that is trained, summed over the pieces of a batch.
public final class Gradients {

  private final Map<String, float[]> whole = new LinkedHashMap<>();
  private final Map<String, SortedMap<Integer, float[]>> rows = new LinkedHashMap<>();

  /// Those of whole weights, by name and row-major; not copies.
  public Map<String, float[]> whole() {
    return whole;
  }

  /// Those of tables: rows that were read, by their number; not copies.
  public Map<String, SortedMap<Integer, float[]>> rows() {
    return rows;
  }

  /// That of one weight, whole and row-major, as a new array; zeros where there is none.
  public float[] toArray(Parameter parameter) {
    float[] flat = new float[(int) parameter.size()];
    float[] gradient = whole.get(parameter.name());
    if (gradient != null) {
      System.arraycopy(gradient, 0, flat, 0, flat.length);
    }
    SortedMap<Integer, float[]> table = rows.get(parameter.name());
    if (table != null) {
      table.forEach((row, values) -> System.arraycopy(values, 0, flat, row * values.length, values.length));
    }
    return flat;
  }

  /// Forgets all, to be filled again.
  void clear() {
    whole.values().forEach(gradient -> Arrays.fill(gradient, 0));
    rows.values().forEach(Map::clear);
  }

  void add(String weight, float[] gradient) {
    float[] sum = whole.computeIfAbsent(weight, _ -> new float[gradient.length]);
    for (int i = 0; i < sum.length; i++) {
      sum[i] += gradient[i];
    }
  }

  /// @param indices which rows
  /// @param gradient a row each
  void addRows(String table, long[] indices, float[] gradient) {
    SortedMap<Integer, float[]> sums = rows.computeIfAbsent(table, _ -> new TreeMap<>());
    int width = gradient.length / indices.length;
    for (int i = 0; i < indices.length; i++) {
      float[] sum = sums.computeIfAbsent((int) indices[i], _ -> new float[width]);
      for (int j = 0; j < width; j++) {
        sum[j] += gradient[i * width + j];
      }
    }
  }

  /// The Euclidean length of all of them together, summed in float64.
  public double norm() {
    double squares = 0;
    for (float[] gradient : whole.values()) {
      squares += squares(gradient);
    }
    for (SortedMap<Integer, float[]> table : rows.values()) {
      for (float[] row : table.values()) {
        squares += squares(row);
      }
    }
    return Math.sqrt(squares);
  }

  private static double squares(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    return squares;
  }
}
