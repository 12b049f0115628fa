package io.doppel.encoder;

import java.util.List;

/// An encoder that keeps the first coordinates of another's embeddings.
final class ShortenedEncoder implements Encoder {

  private final Encoder whole;
  private final int dimension;

  ShortenedEncoder(Encoder whole, int dimension) {
    if (dimension < 1 || dimension > whole.dimension()) {
      throw new IllegalArgumentException(
          "dimension must be 1 to %d, got %d".formatted(whole.dimension(), dimension));
    }
    this.whole = whole;
    this.dimension = dimension;
  }

  @Override
  public List<Embedding> encode(List<String> texts, Prompt prompt) {
    return whole.encode(texts, prompt).stream()
        .map(embedding -> embedding.shortenedTo(dimension))
        .toList();
  }

  @Override
  public int count(String text) {
    return whole.count(text);
  }

  @Override
  public float legibility(String text) {
    return whole.legibility(text);
  }

  @Override
  public int maxTokens() {
    return whole.maxTokens();
  }

  @Override
  public int maxContentTokens() {
    return whole.maxContentTokens();
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public Fingerprint fingerprint() {
    return whole.fingerprint().withDimension(dimension);
  }

  @Override
  public void close() {
    whole.close();
  }
}
