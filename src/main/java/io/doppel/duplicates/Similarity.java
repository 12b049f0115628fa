package io.doppel.duplicates;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import java.util.List;

/// How near two texts are in meaning. Thread-safe.
public final class Similarity {

  private final Encoder encoder;

  public Similarity(Encoder encoder) {
    this.encoder = encoder;
  }

  /// What two texts have in common.
  ///
  /// @param similarity their cosine, in [-1, 1]
  /// @param truncated whether one of them was longer than the model reads
  public record Answer(float similarity, boolean truncated) {}

  public Answer compare(TextPair pair) {
    List<Embedding> both = encoder.encode(List.of(pair.text1(), pair.text2()), Prompt.NONE);
    return new Answer(
        both.getFirst().cosine(both.getLast()),
        encoder.truncates(pair.text1()) || encoder.truncates(pair.text2()));
  }
}
