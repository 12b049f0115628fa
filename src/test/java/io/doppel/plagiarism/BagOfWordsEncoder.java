package io.doppel.plagiarism;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.EncoderFingerprint;
import io.doppel.encoder.Prompt;
import io.doppel.language.hash.HashedWords;
import java.util.List;
import java.util.Random;

/// A stand-in for a model: each word has a random direction, a text is the sum of its words. Texts are alike as far as
/// they share words, and unrelated ones have a cosine near 0.
public final class BagOfWordsEncoder implements Encoder {

  private static final int DIMENSION = 64;

  @Override
  public List<Embedding> encode(List<String> texts, Prompt prompt) {
    return texts.stream().map(BagOfWordsEncoder::embed).toList();
  }

  private static Embedding embed(String text) {
    float[] sum = new float[DIMENSION];
    HashedWords words = HashedWords.of(text);
    sum[0] = 1e-3f;
    for (int i = 0; i < words.size(); i++) {
      Random direction = new Random(words.form(i));
      for (int d = 0; d < DIMENSION; d++) {
        sum[d] += (float) direction.nextGaussian();
      }
    }
    return Embedding.normalize(sum);
  }

  @Override
  public int count(String text) {
    return HashedWords.of(text).size();
  }

  @Override
  public int maxTokens() {
    return 256;
  }

  @Override
  public int maxContentTokens() {
    return 254;
  }

  @Override
  public int dimension() {
    return DIMENSION;
  }

  @Override
  public EncoderFingerprint fingerprint() {
    return new EncoderFingerprint("bag-of-words", "0".repeat(64), "0".repeat(64), "mean", "", maxTokens(), DIMENSION);
  }

  @Override
  public void close() {}
}
