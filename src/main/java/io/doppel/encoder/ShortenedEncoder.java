package io.doppel.encoder;

import java.util.List;

/// An encoder that keeps the first coordinates of another's embeddings.
final class ShortenedEncoder extends ForwardingEncoder {

  private final int dimension;

  ShortenedEncoder(Encoder whole, int dimension) {
    super(whole);
    if (dimension < 1 || dimension > whole.dimension()) {
      throw new IllegalArgumentException(
          "dimension must be 1 to %d, got %d".formatted(whole.dimension(), dimension));
    }
    this.dimension = dimension;
  }

  @Override
  public Encoder base() {
    return encoder().base();
  }

  @Override
  public Embedding adapt(Embedding base, Prompt prompt) {
    return encoder().adapt(base, prompt).shortenedTo(dimension);
  }

  @Override
  public List<Embedding> encode(List<String> texts, Prompt prompt) {
    return encoder().encode(texts, prompt).stream()
        .map(embedding -> embedding.shortenedTo(dimension))
        .toList();
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public EncoderFingerprint fingerprint() {
    return encoder().fingerprint().withDimension(dimension);
  }

  @Override
  public EncoderFingerprint fingerprintOf(String text, Prompt prompt) {
    return encoder().fingerprintOf(text, prompt).withDimension(dimension);
  }
}
