package io.doppel.encoder.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.EncoderFingerprint;
import io.doppel.encoder.ForwardingEncoder;
import io.doppel.encoder.Prompt;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachingEncoderTest {

  @TempDir private Path folder;

  @Test
  void texts_seen_before_are_not_encoded_again_not_even_by_the_next_process() throws IOException {
    Counting counting = new Counting(8);
    List<String> texts = List.of("one", "two", "one");
    List<Embedding> first;
    try (EmbeddingCache cache = open()) {
      first = new CachingEncoder(counting, cache).encode(texts, Prompt.NONE);
      assertThat(counting.encoded).hasValue(3);
    }
    try (EmbeddingCache cache = open()) {
      CachingEncoder caching = new CachingEncoder(counting, cache);
      assertThat(caching.encode(List.of("two", "three", "one"), Prompt.NONE))
          .containsExactly(first.get(1), Counting.embedding("three", 8), first.get(0));
      assertThat(counting.encoded).hasValue(4);
      assertThat(caching.found()).isEqualTo(2);
    }
  }

  @Test
  void texts_that_the_base_has_embedded_are_not_encoded_again_for_an_adapter_or_under_another_name()
      throws IOException {
    Counting base = new Counting(8);
    List<String> texts = List.of("one", "two");
    try (EmbeddingCache cache = open()) {
      List<Embedding> plain = new CachingEncoder(base, cache).encode(texts, Prompt.NONE);
      CachingEncoder adapted = new CachingEncoder(new Reversed(base), cache);
      assertThat(adapted.encode(texts, Prompt.NONE)).isEqualTo(plain.stream().map(Reversed::reversed).toList());
      assertThat(adapted.encode("three", Prompt.NONE)).isEqualTo(Reversed.reversed(Counting.embedding("three", 8)));
      assertThat(new CachingEncoder(new Counting(8, "other"), cache).encode("three", Prompt.NONE))
          .isEqualTo(Counting.embedding("three", 8));
      assertThat(base.encoded).hasValue(3);
      assertThat(adapted.found()).isEqualTo(2);
      CachingEncoder shorter = new CachingEncoder(new Reversed(base).shortenedTo(4), cache);
      assertThat(shorter.encode("one", Prompt.NONE)).isEqualTo(Reversed.reversed(plain.getFirst()).shortenedTo(4));
      assertThat(base.encoded).hasValue(3);
    }
  }

  @Test
  void texts_that_land_where_another_encoder_has_put_them_are_not_encoded_again() throws IOException {
    Counting base = new Counting(8);
    Counting made = new Counting(8);
    Encoder grafted =
        new ForwardingEncoder(made) {
          @Override
          public List<Embedding> encode(List<String> texts, Prompt prompt) {
            return encoder().encode(texts, prompt);
          }

          @Override
          public EncoderFingerprint fingerprint() {
            return encoder().fingerprint().withPooling("mean, grafted");
          }

          @Override
          public EncoderFingerprint fingerprintOf(String text, Prompt prompt) {
            return text.startsWith("new") ? fingerprint() : encoder().fingerprint();
          }
        };
    try (EmbeddingCache cache = open()) {
      new CachingEncoder(base, cache).encode(List.of("old", "new"), Prompt.NONE);
      new CachingEncoder(grafted, cache).encode(List.of("old", "new"), Prompt.NONE);
      assertThat(made.encoded).hasValue(1);
    }
  }

  @Test
  void another_model_another_prompt_or_another_text_is_another_entry() throws IOException {
    Counting small = new Counting(8);
    Counting large = new Counting(16);
    try (EmbeddingCache cache = open()) {
      new CachingEncoder(small, cache).encode("text", Prompt.NONE);
      assertThat(new CachingEncoder(large, cache).encode("text", Prompt.NONE).dimension())
          .isEqualTo(16);
      new CachingEncoder(small, cache).encode("text", Prompt.QUERY);
      new CachingEncoder(small, cache).encode("text ", Prompt.NONE);
      new CachingEncoder(small, cache).encode("\ud800", Prompt.NONE);
      new CachingEncoder(small, cache).encode("\udc00", Prompt.NONE);
      assertThat(small.encoded).hasValue(5);
      assertThat(large.encoded).hasValue(1);
    }
  }

  @Test
  void the_cache_takes_no_more_of_the_disk_than_it_may_and_keeps_what_is_used() throws IOException {
    long most = 4 << 20;
    Counting counting = new Counting(384);
    try (EmbeddingCache cache = EmbeddingCache.in(folder.resolve("cache"), most)) {
      CachingEncoder caching = new CachingEncoder(counting, cache);
      caching.encode("used all the time", Prompt.NONE);
      // Some 15 MB.
      for (int i = 0; i < 100; i++) {
        List<String> texts = IntStream.range(100 * i, 100 * i + 100).mapToObj(Integer::toString).toList();
        caching.encode(texts, Prompt.NONE);
        caching.encode("used all the time", Prompt.NONE);
        assertThat(cache.bytes()).isLessThan(most + (8 << 20));
      }
      assertThat(counting.encoded).hasValue(10_001);
    }
    try (EmbeddingCache cache = EmbeddingCache.in(folder.resolve("cache"), most)) {
      assertThat(cache.bytes()).isGreaterThan(most / 2);
      new CachingEncoder(counting, cache).encode("9999", Prompt.NONE);
      assertThat(counting.encoded).hasValue(10_001);
    }
  }

  @Test
  void many_threads_get_the_right_embeddings_while_the_cache_turns_over()
      throws IOException, InterruptedException, ExecutionException {
    try (EmbeddingCache cache = EmbeddingCache.in(folder.resolve("cache"), 200_000);
        ExecutorService threads = Executors.newFixedThreadPool(8)) {
      CachingEncoder caching = new CachingEncoder(new Counting(384), cache);
      List<Future<?>> running = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        Random random = new Random(thread);
        running.add(
            threads.submit(() -> {
              for (int i = 0; i < 300; i++) {
                List<String> texts = random.ints(5, 0, 400).mapToObj(Integer::toString).toList();
                assertThat(caching.encode(texts, Prompt.NONE))
                    .isEqualTo(texts.stream().map(text -> Counting.embedding(text, 384)).toList());
              }
            }));
      }
      for (Future<?> one : running) {
        one.get();
      }
      assertThat(cache.problem()).isEmpty();
    }
  }

  @Test
  void a_cache_whose_process_was_killed_opens_again_with_right_embeddings()
      throws IOException, InterruptedException {
    for (int kill = 0; kill < 3; kill++) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Writer.class.getName(),
                  cacheFolder().toString())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (BufferedReader output = process.inputReader()) {
        assertThat(output.readLine()).isEqualTo("committed");
        Thread.sleep(50L * kill);
      } finally {
        process.destroyForcibly().waitFor();
      }
      Counting counting = new Counting(64);
      try (EmbeddingCache cache = open()) {
        List<String> texts = IntStream.range(0, Writer.TEXTS).mapToObj(Integer::toString).toList();
        assertThat(new CachingEncoder(counting, cache).encode(texts, Prompt.NONE))
            .isEqualTo(texts.stream().map(text -> Counting.embedding(text, 64)).toList());
        assertThat(counting.encoded).hasValue(0);
      }
    }
  }

  @Test
  void a_damaged_cache_gives_way_to_an_empty_one() throws IOException {
    Counting counting = new Counting(8);
    try (EmbeddingCache cache = open()) {
      new CachingEncoder(counting, cache).encode("text", Prompt.NONE);
    }
    byte[] noise = new byte[20_000];
    new Random(3).nextBytes(noise);
    Files.write(cacheFolder().resolve("generation-1.mv"), noise);
    try (EmbeddingCache cache = open()) {
      CachingEncoder caching = new CachingEncoder(counting, cache);
      caching.encode("text", Prompt.NONE);
      caching.encode("text", Prompt.NONE);
      assertThat(counting.encoded).hasValue(2);
      assertThat(cache.problem()).isEmpty();
    }
  }

  @Test
  void who_comes_second_encodes_without_the_cache_and_can_tell_why() throws IOException {
    Counting counting = new Counting(8);
    List<LogRecord> logged = new CopyOnWriteArrayList<>();
    Logger log = Logger.getLogger(Generation.class.getName());
    log.setFilter(record -> !logged.add(record));
    try (EmbeddingCache first = open();
        EmbeddingCache second = open()) {
      new CachingEncoder(counting, first).encode("text", Prompt.NONE);
      assertThat(new CachingEncoder(counting, second).encode("text", Prompt.NONE))
          .isEqualTo(Counting.embedding("text", 8));
      assertThat(counting.encoded).hasValue(2);
      assertThat(first.problem()).isEmpty();
      assertThat(second.problem())
          .hasValueSatisfying(
              problem -> assertThat(problem).endsWith(cacheFolder() + " is in use by another process"));
      assertThatThrownBy(second::clear).hasMessageEndingWith(" is in use by another process");
      assertThat(new CachingEncoder(counting, first).encode("text", Prompt.NONE)).isNotNull();
      assertThat(counting.encoded).hasValue(2);
      assertThat(logged).isEmpty();
    } finally {
      log.setFilter(null);
    }
  }

  @Test
  void a_folder_that_cannot_be_written_does_not_stop_anyone() throws IOException {
    Files.writeString(cacheFolder(), "a file where the folder should be");
    Counting counting = new Counting(8);
    try (EmbeddingCache cache = open()) {
      assertThat(new CachingEncoder(counting, cache).encode("text", Prompt.NONE))
          .isEqualTo(Counting.embedding("text", 8));
      assertThat(cache.problem()).isPresent();
    }
  }

  @Test
  void a_cache_that_is_switched_off_leaves_no_trace() throws IOException {
    Counting counting = new Counting(8);
    try (EmbeddingCache cache = EmbeddingCache.in(cacheFolder(), 0)) {
      new CachingEncoder(counting, cache).encode(List.of("text"), Prompt.NONE);
      new CachingEncoder(counting, cache).encode(List.of("text"), Prompt.NONE);
      assertThat(counting.encoded).hasValue(2);
    }
    assertThat(cacheFolder()).doesNotExist();
  }

  @Test
  void a_cleared_cache_is_gone_from_the_disk_and_starts_again() throws IOException {
    Counting counting = new Counting(8);
    try (EmbeddingCache cache = open()) {
      CachingEncoder caching = new CachingEncoder(counting, cache);
      caching.encode("text", Prompt.NONE);
      assertThat(cache.bytes()).isPositive();
      cache.clear();
      assertThat(cache.bytes()).isZero();
      assertThat(cacheFolder()).doesNotExist();
      caching.encode("text", Prompt.NONE);
      assertThat(counting.encoded).hasValue(2);
    }
  }

  private Path cacheFolder() {
    return folder.resolve("cache");
  }

  private EmbeddingCache open() {
    return EmbeddingCache.in(cacheFolder(), 64 << 20);
  }

  /// A process that fills a cache until it is killed.
  static final class Writer {
    static final int TEXTS = 500;

    private Writer() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
      EmbeddingCache cache = EmbeddingCache.in(Path.of(arguments[0]), 64 << 20);
      CachingEncoder caching = new CachingEncoder(new Counting(64), cache);
      for (int i = 0; i < TEXTS; i++) {
        caching.encode(Integer.toString(i), Prompt.NONE);
      }
      // The store commits by itself once a second.
      Thread.sleep(2500);
      System.out.println("committed");
      for (int i = TEXTS; ; i++) {
        caching.encode(Integer.toString(i), Prompt.NONE);
      }
    }
  }

  /// An adapter that turns the coordinates around.
  private static final class Reversed extends ForwardingEncoder {

    Reversed(Encoder base) {
      super(base);
    }

    static Embedding reversed(Embedding embedding) {
      float[] values = embedding.toArray();
      float[] turned = new float[values.length];
      for (int i = 0; i < values.length; i++) {
        turned[i] = values[values.length - 1 - i];
      }
      return Embedding.ofUnit(turned);
    }

    @Override
    public List<Embedding> encode(List<String> texts, Prompt prompt) {
      return encoder().encode(texts, prompt).stream().map(Reversed::reversed).toList();
    }

    @Override
    public Encoder base() {
      return encoder();
    }

    @Override
    public Embedding adapt(Embedding base, Prompt prompt) {
      return reversed(base);
    }

    @Override
    public EncoderFingerprint fingerprint() {
      return encoder().fingerprint().withPooling("reversed");
    }
  }

  /// Makes embeddings out of hash codes, and counts.
  private static final class Counting implements Encoder {
    private final int dimension;
    private final AtomicInteger encoded = new AtomicInteger();

    private final String name;

    Counting(int dimension) {
      this(dimension, "counting");
    }

    Counting(int dimension, String name) {
      this.dimension = dimension;
      this.name = name;
    }

    static Embedding embedding(String text, int dimension) {
      Random random = new Random(text.hashCode());
      float[] vector = new float[dimension];
      for (int i = 0; i < dimension; i++) {
        vector[i] = (float) random.nextGaussian();
      }
      return Embedding.normalize(vector);
    }

    @Override
    public List<Embedding> encode(List<String> texts, Prompt prompt) {
      encoded.addAndGet(texts.size());
      return texts.stream().map(text -> embedding(text, dimension)).toList();
    }

    @Override
    public int count(String text) {
      return text.length();
    }

    @Override
    public int maxTokens() {
      return 128;
    }

    @Override
    public int maxContentTokens() {
      return 126;
    }

    @Override
    public int dimension() {
      return dimension;
    }

    @Override
    public EncoderFingerprint fingerprint() {
      return new EncoderFingerprint(name, "", "", "mean", "", 128, dimension);
    }

    @Override
    public void close() {}
  }
}
