package io.doppel.bench.training;

import io.doppel.learn.loss.InfoNce;
import io.doppel.learn.loss.LossValue;
import io.doppel.vector.Matrix;
import java.util.List;
import java.util.stream.IntStream;

/// A loss to measure with, of any texts, an even number of them: that each of the first half is like one of the second.
final class PairLoss {

  private final InfoNce loss = new InfoNce(20, true);

  /// @param gradient a row for each text
  record Value(double value, Matrix gradient) {}

  Value of(Matrix embeddings) {
    int half = embeddings.rows() / 2;
    LossValue found =
        loss.of(List.of(rows(embeddings, 0, half), rows(embeddings, half, half)), new double[half]);
    return new Value(
        found.value(),
        Matrix.of(
            found.gradients().stream()
                .flatMap(part -> IntStream.range(0, part.rows()).mapToObj(part::row))
                .toList()));
  }

  private static Matrix rows(Matrix all, int from, int count) {
    return Matrix.of(IntStream.range(from, from + count).mapToObj(all::row).toList());
  }
}
