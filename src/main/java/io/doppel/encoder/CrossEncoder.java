package io.doppel.encoder;

import java.util.List;

/// Reads a query and a text together and says how well the one answers the other (Nogueira and Cho, 2019, "Passage
/// Re-ranking with BERT"). It sees more than two embeddings can hold, and has to read every pair anew: good for the
/// order of the first hits, too slow for a collection. Thread-safe.
public interface CrossEncoder extends AutoCloseable {

  /// The model's name.
  String name();

  /// Tells models apart by what is in their files, whatever they are called: a hash in lower-case hexadecimal.
  String fingerprint();

  /// One score for each text, in their order: the model's logit, greater for better. Scores of two models do not
  /// compare. What is longer than the model reads is cut, the longer one of query and text first.
  float[] scores(String query, List<String> texts);

  @Override
  void close();
}
