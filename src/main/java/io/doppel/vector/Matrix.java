package io.doppel.vector;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// Rows of float32, all of one length. Rows are not copied: whoever gave one or takes one shares it, and may write to
/// it while no other thread uses the matrix. Products are sums in a fixed order, so the same on every machine.
public final class Matrix {

  private final float[][] rows;
  private final int columns;

  private Matrix(float[][] rows, int columns) {
    this.rows = rows;
    this.columns = columns;
  }

  /// The matrix of these rows, which it shares; none makes a matrix of no columns.
  ///
  /// @throws IllegalArgumentException if their lengths differ
  public static Matrix of(List<float[]> rows) {
    return of(rows.toArray(float[][]::new));
  }

  /// As [#of(List)]; the outer array is taken over.
  public static Matrix of(float[]... rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    for (float[] row : rows) {
      if (row.length != columns) {
        throw new IllegalArgumentException(
            "all rows of a matrix need one length, got %d and %d".formatted(columns, row.length));
      }
    }
    return new Matrix(rows, columns);
  }

  /// Rows that lie one after the other in `values`, which are copied.
  ///
  /// @throws IllegalArgumentException if `values` is not `rows` times `columns` long
  public static Matrix of(int rows, int columns, float[] values) {
    if (rows < 0 || columns < 0 || (long) rows * columns != values.length) {
      throw new IllegalArgumentException(
          "a matrix of %d rows and %d columns cannot have %d values".formatted(rows, columns, values.length));
    }
    Matrix matrix = zero(rows, columns);
    for (int i = 0; i < rows; i++) {
      System.arraycopy(values, i * columns, matrix.rows[i], 0, columns);
    }
    return matrix;
  }

  /// All zeros.
  public static Matrix zero(int rows, int columns) {
    return new Matrix(new float[rows][columns], columns);
  }

  /// Number of rows.
  public int rows() {
    return rows.length;
  }

  /// Number of columns.
  public int columns() {
    return columns;
  }

  /// A row, 0 the first; not a copy.
  public float[] row(int row) {
    return rows[row];
  }

  /// The values row by row, as a new array.
  public float[] toArray() {
    float[] values = new float[Math.multiplyExact(rows.length, columns)];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, values, i * columns, columns);
    }
    return values;
  }

  /// The matrix with a copy of every row.
  public Matrix copy() {
    return new Matrix(Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new), columns);
  }

  /// The dot product of every row with `vector`.
  ///
  /// @throws IllegalArgumentException if `vector` is not as long as a row
  public float[] times(float[] vector) {
    float[] products = new float[rows.length];
    times(vector, 0, rows.length, products);
    return products;
  }

  /// The dot products of the rows from `from` to before `to` with `vector`.
  ///
  /// @param into receives the product with row i at i
  public void times(float[] vector, int from, int to, float[] into) {
    Objects.checkFromToIndex(from, to, rows.length);
    checkSame("a vector of %d for rows of %d", vector.length, columns);
    Vectors.dots(vector, rows, from, to, into);
  }

  /// `this · right`: each row is the sum of the rows of `right`, weighted by the values of this one's row.
  ///
  /// @throws IllegalArgumentException if `right` has not as many rows as this has columns
  public Matrix times(Matrix right) {
    checkSame("%d columns times %d rows", columns, right.rows.length);
    Matrix product = zero(rows.length, right.columns);
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns; j++) {
        Vectors.add(product.rows[i], rows[i][j], right.rows[j]);
      }
    }
    return product;
  }

  /// `this · rightᵀ`: the dot product of each row with each of `right`; of rows of unit length, all their cosines.
  ///
  /// @throws IllegalArgumentException if the rows of both differ in length
  public Matrix timesTransposed(Matrix right) {
    checkSame("rows of %d times rows of %d", columns, right.columns);
    Matrix product = zero(rows.length, right.rows.length);
    for (int i = 0; i < rows.length; i++) {
      Vectors.dots(rows[i], right.rows, 0, right.rows.length, product.rows[i]);
    }
    return product;
  }

  /// `thisᵀ · right`: the sum over the rows of both of their outer products; what a gradient of weights is.
  ///
  /// @throws IllegalArgumentException if both have not the same number of rows
  public Matrix transposedTimes(Matrix right) {
    checkSame("%d rows, transposed, times %d rows", rows.length, right.rows.length);
    Matrix product = zero(columns, right.columns);
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns; j++) {
        Vectors.add(product.rows[j], rows[i][j], right.rows[i]);
      }
    }
    return product;
  }

  /// Rows and columns exchanged, as a new matrix.
  public Matrix transposed() {
    Matrix transposed = zero(columns, rows.length);
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < columns; j++) {
        transposed.rows[j][i] = rows[i][j];
      }
    }
    return transposed;
  }

  /// Every row at unit length, as a new matrix; rows of zeros as they are.
  public Matrix unitRows() {
    return new Matrix(Arrays.stream(rows).map(Vectors::unit).toArray(float[][]::new), columns);
  }

  /// The sum of all rows, as a new array.
  public float[] sum() {
    float[] sum = new float[columns];
    for (float[] row : rows) {
      Vectors.add(sum, 1, row);
    }
    return sum;
  }

  /// The mean of all rows, as a new array.
  ///
  /// @throws IllegalStateException if there are none
  public float[] mean() {
    if (rows.length == 0) {
      throw new IllegalStateException("a matrix without rows has no mean");
    }
    float[] mean = sum();
    Vectors.scale(mean, 1f / rows.length);
    return mean;
  }

  private static void checkSame(String what, int one, int other) {
    if (one != other) {
      throw new IllegalArgumentException("matrices do not go together: " + what.formatted(one, other));
    }
  }

  @Override
  public String toString() {
    return "Matrix[%d rows, %d columns]".formatted(rows.length, columns);
  }
}
