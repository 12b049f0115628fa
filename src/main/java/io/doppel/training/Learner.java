package io.doppel.training;

import io.doppel.vector.Matrix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/// A model that is being trained. For one thread.
interface Learner extends AutoCloseable {

  static Learner open(Path model, Method method, long seed) throws IOException {
    return switch (method) {
      case Method.Adapter adapter -> AdapterLearner.open(model, adapter.rank(), seed);
      case Method.Graph graph -> EncoderLearner.open(model, graph.scope(), seed);
    };
  }

  /// How many numbers are trained.
  long parameters();

  /// A row of unit length for each text.
  Matrix embed(List<String> texts);

  /// One step down a gradient.
  ///
  /// @param upstream makes the gradient with respect to the embeddings from the embeddings
  void step(List<String> texts, UnaryOperator<Matrix> upstream, double rate);

  /// Remembers what has been learned so far.
  void keep();

  /// Goes back to what was remembered.
  void restore();

  /// Writes what has been learned into a copy of the model.
  void save(Path copy) throws IOException;

  @Override
  void close();
}
