package io.doppel.encoder.model;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.EncoderFingerprint;

/// What a model does with a text's pooled vector, one after the other, before it is an embedding. Thread-safe.
public interface Layer {

  /// The vector after this layer; a new array.
  float[] apply(float[] vector);

  /// Coordinates of the result for a vector of `inputs` coordinates.
  int dimension(int inputs);

  /// What tells this layer from others, to be appended to the pooling in a [EncoderFingerprint]; empty
  /// where it changes nothing.
  String fingerprint();

  /// The Normalize module. Where it comes last it adds nothing, as every embedding has unit length.
  record UnitLength() implements Layer {
    @Override
    public float[] apply(float[] vector) {
      return Embedding.normalize(vector).toArray();
    }

    @Override
    public int dimension(int inputs) {
      return inputs;
    }

    @Override
    public String fingerprint() {
      return "";
    }
  }
}
