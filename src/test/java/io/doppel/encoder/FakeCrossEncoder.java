package io.doppel.encoder;

import java.util.List;
import java.util.function.ToDoubleBiFunction;

/// A cross-encoder made of a function, for tests.
///
/// @param name also its fingerprint
/// @param logit of a query and a text
public record FakeCrossEncoder(String name, ToDoubleBiFunction<String, String> logit) implements CrossEncoder {

  @Override
  public String fingerprint() {
    return name;
  }

  @Override
  public float[] scores(String query, List<String> texts) {
    float[] scores = new float[texts.size()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) logit.applyAsDouble(query, texts.get(i));
    }
    return scores;
  }

  @Override
  public void close() {}
}
