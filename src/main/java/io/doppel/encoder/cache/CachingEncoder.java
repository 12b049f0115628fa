package io.doppel.encoder.cache;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.ForwardingEncoder;
import io.doppel.encoder.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// An encoder that looks into a cache first, so that a text seen before costs no inference. What it keeps are
/// embeddings of the base ([Encoder#base()]), so that they serve also when another adapter stands behind it.
public final class CachingEncoder extends ForwardingEncoder {

  private final Encoder base;
  private final EmbeddingCache cache;
  private final AtomicLong found = new AtomicLong();

  /// Closing it closes the encoder and leaves the cache open.
  public CachingEncoder(Encoder encoder, EmbeddingCache cache) {
    super(encoder);
    this.base = encoder.base();
    this.cache = cache;
  }

  /// How many texts were found in the cache so far.
  public long found() {
    return found.get();
  }

  @Override
  public List<Embedding> encode(List<String> texts, Prompt prompt) {
    List<Key> keys = texts.stream().map(text -> Key.of(base.fingerprintOf(text, prompt), prompt, text)).toList();
    List<@Nullable Embedding> cached = cache.get(keys);
    List<String> missing = new ArrayList<>();
    List<Key> missingKeys = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      if (cached.get(i) == null) {
        missing.add(texts.get(i));
        missingKeys.add(keys.get(i));
      }
    }
    found.addAndGet(texts.size() - missing.size());
    if (missing.isEmpty()) {
      return complete(cached, List.of(), prompt);
    }
    List<Embedding> made = base.encode(missing, prompt);
    cache.put(missingKeys, made);
    return complete(cached, made, prompt);
  }

  private List<Embedding> complete(List<@Nullable Embedding> cached, List<Embedding> made, Prompt prompt) {
    List<Embedding> embeddings = new ArrayList<>(cached.size());
    int next = 0;
    for (Embedding one : cached) {
      embeddings.add(adapt(one == null ? made.get(next++) : one, prompt));
    }
    return embeddings;
  }
}
