package io.doppel.training.learner;

import io.doppel.encoder.Prompt;
import io.doppel.encoder.cache.EmbeddingCache;
import io.doppel.vector.Matrix;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/// A model that is being trained. For one thread.
public interface Learner extends AutoCloseable {

  /// A number that is trained, its gradient, two moments and what is kept of it.
  long COPIES_OF_A_NUMBER = 5;

  /// @param cache where embeddings of the untouched model are looked for and kept, if they are all that it takes
  static Learner open(Path model, Method method, long seed, EmbeddingCache cache) throws IOException {
    return open(model, method, seed, 0, cache);
  }

  /// The same with noise while it learns; not for an adapter, before which there is none.
  ///
  /// @param dropout the share of coordinates that are left out in a step, 0 or more and below 1
  static Learner open(Path model, Method method, long seed, double dropout, EmbeddingCache cache) throws IOException {
    return switch (method) {
      case Method.Adapter adapter -> AdapterLearner.open(model, adapter.rank(), seed, cache);
      case Method.Graph graph -> EncoderLearner.open(model, graph.scope(), seed, dropout);
    };
  }

  /// How many numbers are trained.
  long parameters();

  /// How many bytes training holds at most besides the model, as estimated, where it meets so many different texts.
  long bytes(long texts);

  /// Coordinates of an embedding.
  int dimension();

  /// A row of unit length for each text, on one side of a comparison.
  Matrix embed(List<String> texts, Prompt side);

  /// Does ahead, in one go, what is done for these texts once and for all.
  void prepare(List<String> texts, Prompt side);

  /// One step down a gradient.
  ///
  /// @param upstream makes the gradient with respect to the embeddings from the embeddings
  void step(List<String> texts, Prompt side, UnaryOperator<Matrix> upstream, double rate);

  /// Remembers what has been learned so far.
  void keep();

  /// Goes back to what was remembered.
  void restore();

  /// Goes part of the way from the untouched model to what was remembered (Wortsman and others, 2022, "Robust
  /// fine-tuning of zero-shot models").
  ///
  /// @param share 0 the untouched model, 1 what was remembered
  void blend(double share) throws IOException;

  /// Writes what has been learned into a copy of the model, or only what it makes of questions.
  void save(Path copy, boolean queryOnly) throws IOException;

  /// Writes all that the next step goes on from, and what is kept.
  void write(DataOutput out) throws IOException;

  /// Goes on from what [#write] wrote.
  void read(DataInput in) throws IOException;

  @Override
  void close();
}
