package io.doppel.encoder.profile;

import io.doppel.encoder.CosineScale;
import io.doppel.encoder.CosineScales;
import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.ForwardingEncoder;
import io.doppel.encoder.Prompt;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An encoder that knows where its cosines lie. Its profile is looked for, or measured, when somebody first asks.
public final class ProfiledEncoder extends ForwardingEncoder {

  private final Path folder;
  private volatile @Nullable ModelProfile profile;

  /// @param folder of the model, where its profile is kept
  public ProfiledEncoder(Encoder encoder, Path folder) {
    super(encoder);
    this.folder = folder;
  }

  @Override
  public List<Embedding> encode(List<String> texts, Prompt prompt) {
    return encoder().encode(texts, prompt);
  }

  /// Of a model whose cosines tell nothing, the standard scale.
  @Override
  public CosineScale scale() {
    return profile().scale().orElse(CosineScale.STANDARD);
  }

  @Override
  public CosineScales scales() {
    return profile().scales();
  }

  @Override
  public float reading(String text) {
    return (float) (legibility(text) * profile().reading(text));
  }

  private ModelProfile profile() {
    ModelProfile known = profile;
    if (known == null) {
      known = measured();
    }
    return known;
  }

  private synchronized ModelProfile measured() {
    ModelProfile known = profile;
    if (known == null) {
      known = ProfileFile.of(folder, encoder());
      profile = known;
    }
    return known;
  }
}
