package io.doppel.encoder.onnx;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.EncoderFingerprint;
import io.doppel.encoder.ForwardingEncoder;
import io.doppel.encoder.Prompt;
import java.util.List;

/// An encoder without its adapter.
final class UnadaptedEncoder extends ForwardingEncoder {

  private final OnnxEncoder whole;
  private final EncoderFingerprint fingerprint;

  UnadaptedEncoder(OnnxEncoder whole, EncoderFingerprint fingerprint) {
    super(whole);
    this.whole = whole;
    this.fingerprint = fingerprint;
  }

  @Override
  public List<Embedding> encode(List<String> texts, Prompt prompt) {
    return whole.encodeUnadapted(texts, prompt);
  }

  @Override
  public Encoder base() {
    return this;
  }

  @Override
  public Embedding adapt(Embedding base, Prompt prompt) {
    return base;
  }

  @Override
  public int dimension() {
    return fingerprint.dimension();
  }

  @Override
  public EncoderFingerprint fingerprint() {
    return fingerprint;
  }

  @Override
  public EncoderFingerprint fingerprintOf(String text, Prompt prompt) {
    return whole.ungrafted(fingerprint, text);
  }
}
