package io.doppel.encoder.graph.gradient;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/// Sizes of a value in two runs of its graph, with batches of other numbers and lengths of texts: a size that is the
/// same in both is fixed, any other is known only when the graph runs.
///
/// @param sizes by dimension
public record Shape(List<Size> sizes) {

  /// @param first in the one run
  /// @param second in the other
  public record Size(long first, long second) {

    private static final Size ONE = new Size(1, 1);

    public boolean isFixed() {
      return first == second;
    }
  }

  public Shape {
    sizes = List.copyOf(sizes);
  }

  /// A shape of fixed sizes.
  public static Shape of(List<Long> sizes) {
    return new Shape(sizes.stream().map(size -> new Size(size, size)).toList());
  }

  /// @throws IllegalArgumentException if the numbers of dimensions differ
  public static Shape of(long[] first, long[] second) {
    if (first.length != second.length) {
      throw new IllegalArgumentException(
          "a value must have as many dimensions in either run, got %d and %d".formatted(first.length, second.length));
    }
    return new Shape(IntStream.range(0, first.length).mapToObj(i -> new Size(first[i], second[i])).toList());
  }

  /// How many elements it has with other numbers of texts and tokens than in the two runs, which must have had
  /// numbers that no fixed size has in both.
  ///
  /// @param one the number of texts in each run, and `other` that of tokens
  public long elements(Size one, Size other, int texts, int tokens) {
    Size both = new Size(one.first() * other.first(), one.second() * other.second());
    long elements = 1;
    for (Size size : sizes) {
      if (size.isFixed()) {
        elements *= size.first();
      } else if (size.equals(one)) {
        elements *= texts;
      } else if (size.equals(other)) {
        elements *= tokens;
      } else {
        elements *= Math.ceilDiv(size.first() * texts * tokens, both.first());
      }
    }
    return elements;
  }

  int rank() {
    return sizes.size();
  }

  Size size(int dimension) {
    return sizes.get(dimension);
  }

  Size last() {
    return sizes.getLast();
  }

  /// A dimension counted from the end where it is below 0.
  int dimension(long number) {
    return (int) (number < 0 ? number + rank() : number);
  }

  boolean isOne(int dimension) {
    return size(dimension).equals(Size.ONE);
  }

  /// Whether all sizes are fixed.
  boolean isFixed() {
    return sizes.stream().allMatch(Size::isFixed);
  }

  /// The shape of two values combined element by element.
  Shape broadcast(Shape other) {
    int rank = Math.max(rank(), other.rank());
    List<Size> both = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      int here = i - (rank - rank());
      int there = i - (rank - other.rank());
      boolean mine = here >= 0 && (there < 0 || !isOne(here));
      both.add(mine ? size(here) : other.size(there));
    }
    return new Shape(both);
  }

  Shape permuted(List<Integer> order) {
    return new Shape(order.stream().map(sizes::get).toList());
  }

  /// With other sizes at some dimensions.
  Shape with(int dimension, Size size) {
    List<Size> changed = new ArrayList<>(sizes);
    changed.set(dimension, size);
    return new Shape(changed);
  }

  /// After a reduction over some dimensions.
  Shape reduced(Collection<Integer> dimensions, boolean kept) {
    List<Size> left = new ArrayList<>();
    for (int i = 0; i < rank(); i++) {
      if (!dimensions.contains(i)) {
        left.add(size(i));
      } else if (kept) {
        left.add(Size.ONE);
      }
    }
    return new Shape(left);
  }

  /// All but the last dimension in one.
  Shape flattened() {
    long first = 1;
    long second = 1;
    for (Size size : sizes.subList(0, rank() - 1)) {
      first *= size.first();
      second *= size.second();
    }
    return new Shape(List.of(new Size(first, second), last()));
  }

  /// The product of two stacks of matrices.
  Shape product(Shape right) {
    Shape stack =
        new Shape(sizes.subList(0, rank() - 2))
            .broadcast(new Shape(right.sizes.subList(0, right.rank() - 2)));
    List<Size> all = new ArrayList<>(stack.sizes);
    all.add(size(rank() - 2));
    all.add(right.last());
    return new Shape(all);
  }
}
