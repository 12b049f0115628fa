package io.doppel.encoder.model;

import java.util.Arrays;

/// How the embeddings of a text's tokens become one vector. Names and definitions are those of the
/// Pooling module of sentence-transformers. All of them read the real tokens only, never the
/// padding.
public enum Pooling {
  /// The first token's embedding.
  CLS("cls", "pooling_mode_cls_token") {
    @Override
    public void pool(float[] tokens, int from, int length, int dimension, float[] into) {
      System.arraycopy(tokens, from, into, 0, dimension);
    }
  },
  /// The mean over the tokens.
  MEAN("mean", "pooling_mode_mean_tokens") {
    @Override
    public void pool(float[] tokens, int from, int length, int dimension, float[] into) {
      sum(tokens, from, length, dimension, into);
      scale(into, 1f / length);
    }
  },
  /// The largest value of each coordinate.
  MAX("max", "pooling_mode_max_tokens") {
    @Override
    public void pool(float[] tokens, int from, int length, int dimension, float[] into) {
      System.arraycopy(tokens, from, into, 0, dimension);
      for (int token = 1; token < length; token++) {
        int offset = from + token * dimension;
        for (int i = 0; i < dimension; i++) {
          into[i] = Math.max(into[i], tokens[offset + i]);
        }
      }
    }
  },
  /// The sum over the tokens, divided by the square root of their number.
  MEAN_SQRT_LEN_TOKENS("mean_sqrt_len_tokens", "pooling_mode_mean_sqrt_len_tokens") {
    @Override
    public void pool(float[] tokens, int from, int length, int dimension, float[] into) {
      sum(tokens, from, length, dimension, into);
      scale(into, (float) (1 / Math.sqrt(length)));
    }
  },
  /// The mean over the tokens, the n-th of them weighted by n.
  WEIGHTED_MEAN("weightedmean", "pooling_mode_weightedmean_tokens") {
    @Override
    public void pool(float[] tokens, int from, int length, int dimension, float[] into) {
      Arrays.fill(into, 0, dimension, 0f);
      for (int token = 0; token < length; token++) {
        int offset = from + token * dimension;
        float weight = token + 1;
        for (int i = 0; i < dimension; i++) {
          into[i] += weight * tokens[offset + i];
        }
      }
      scale(into, 2f / (length * (length + 1f)));
    }
  },
  /// The last token's embedding.
  LAST_TOKEN("lasttoken", "pooling_mode_lasttoken") {
    @Override
    public void pool(float[] tokens, int from, int length, int dimension, float[] into) {
      System.arraycopy(tokens, from + (length - 1) * dimension, into, 0, dimension);
    }
  };

  private final String modeName;
  private final String flag;

  Pooling(String modeName, String flag) {
    this.modeName = modeName;
    this.flag = flag;
  }

  /// The short name, such as `mean`.
  public String modeName() {
    return modeName;
  }

  /// The key that switches it on in `1_Pooling/config.json`.
  String flag() {
    return flag;
  }

  /// Pools one text of a batch.
  ///
  /// @param tokens token embeddings, row-major
  /// @param from where the text's first token starts in `tokens`
  /// @param length number of real tokens, at least 1
  /// @param dimension coordinates of a token embedding
  /// @param into receives `dimension` values
  public abstract void pool(float[] tokens, int from, int length, int dimension, float[] into);

  private static void sum(float[] tokens, int from, int length, int dimension, float[] into) {
    System.arraycopy(tokens, from, into, 0, dimension);
    for (int token = 1; token < length; token++) {
      int offset = from + token * dimension;
      for (int i = 0; i < dimension; i++) {
        into[i] += tokens[offset + i];
      }
    }
  }

  private static void scale(float[] vector, float factor) {
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= factor;
    }
  }
}
