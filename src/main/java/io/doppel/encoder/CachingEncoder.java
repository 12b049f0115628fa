package io.doppel.encoder;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// An encoder that looks into a cache first, so that a text seen before costs no inference.
public final class CachingEncoder implements Encoder {

  private final Encoder encoder;
  private final EmbeddingCache cache;
  private final AtomicLong found = new AtomicLong();
  private final AtomicLong encoded = new AtomicLong();

  /// Closing it closes the encoder and leaves the cache open.
  public CachingEncoder(Encoder encoder, EmbeddingCache cache) {
    this.encoder = encoder;
    this.cache = cache;
  }

  /// How many texts were found in the cache so far.
  public long found() {
    return found.get();
  }

  /// How many texts had to be encoded so far.
  public long encoded() {
    return encoded.get();
  }

  @Override
  public List<Embedding> encode(List<String> texts, Prompt prompt) {
    List<byte[]> keys =
        texts.stream().map(text -> EmbeddingCache.key(fingerprint(), prompt, text)).toList();
    List<Optional<Embedding>> cached = keys.stream().map(cache::get).toList();
    List<String> missing = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      if (cached.get(i).isEmpty()) {
        missing.add(texts.get(i));
      }
    }
    List<Embedding> made = missing.isEmpty() ? List.of() : encoder.encode(missing, prompt);
    found.addAndGet(texts.size() - missing.size());
    encoded.addAndGet(missing.size());
    List<Embedding> embeddings = new ArrayList<>(texts.size());
    int next = 0;
    for (int i = 0; i < texts.size(); i++) {
      if (cached.get(i).isPresent()) {
        embeddings.add(cached.get(i).get());
      } else {
        cache.put(keys.get(i), made.get(next));
        embeddings.add(made.get(next));
        next++;
      }
    }
    return embeddings;
  }

  @Override
  public int count(String text) {
    return encoder.count(text);
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
  public int dimension() {
    return encoder.dimension();
  }

  @Override
  public Fingerprint fingerprint() {
    return encoder.fingerprint();
  }

  @Override
  public void close() {
    encoder.close();
  }
}
