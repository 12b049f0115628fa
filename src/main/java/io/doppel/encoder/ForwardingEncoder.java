package io.doppel.encoder;

import java.util.List;
import java.util.Optional;

/// An encoder around another one: answers as that one does, but for what a subclass does otherwise. Closing one closes
/// both.
public abstract class ForwardingEncoder implements Encoder {

  private final Encoder encoder;

  protected ForwardingEncoder(Encoder encoder) {
    this.encoder = encoder;
  }

  /// The encoder inside.
  protected final Encoder encoder() {
    return encoder;
  }

  @Override
  public List<TokenEmbedding> tokens(String text) {
    return encoder.tokens(text);
  }

  @Override
  public int count(String text) {
    return encoder.count(text);
  }

  @Override
  public Optional<String> textOf(long[] tokens) {
    return encoder.textOf(tokens);
  }

  @Override
  public float legibility(String text) {
    return encoder.legibility(text);
  }

  @Override
  public int maxTokens() {
    return encoder.maxTokens();
  }

  @Override
  public int maxContentTokens() {
    return encoder.maxContentTokens();
  }

  @Override
  public int maxContentTokens(Prompt prompt) {
    return encoder.maxContentTokens(prompt);
  }

  @Override
  public boolean truncates(String text, Prompt prompt) {
    return encoder.truncates(text, prompt);
  }

  @Override
  public int dimension() {
    return encoder.dimension();
  }

  /// This encoder itself where the one inside adapts nothing.
  @Override
  public Encoder base() {
    Encoder base = encoder.base();
    return base.equals(encoder) ? this : base;
  }

  @Override
  public Embedding adapt(Embedding base, Prompt prompt) {
    return encoder.adapt(base, prompt);
  }

  @Override
  public EncoderFingerprint fingerprintOf(String text, Prompt prompt) {
    return encoder.fingerprintOf(text, prompt);
  }

  @Override
  public float reading(String text) {
    return encoder.reading(text);
  }

  @Override
  public CosineScale scale() {
    return encoder.scale();
  }

  @Override
  public CosineScales scales() {
    return encoder.scales();
  }

  @Override
  public EncoderFingerprint fingerprint() {
    return encoder.fingerprint();
  }

  @Override
  public void close() {
    encoder.close();
  }
}
