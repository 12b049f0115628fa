package io.doppel.encoder.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.EncoderFingerprint;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.TinyModel;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.OnnxEncoder;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BatchingEncoderTest {

  @TempDir private Path models;

  private final Recorder recorder = new Recorder();
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void open() {
    recorder.gate.countDown();
    callers.close();
  }

  @Test
  void a_request_that_finds_the_encoder_idle_goes_at_once_and_alone() {
    recorder.gate.countDown();
    try (BatchingEncoder encoder = new BatchingEncoder(recorder, 1)) {
      assertThat(encoder.encode(List.of("a", "bb"), Prompt.QUERY))
          .containsExactly(Recorder.embedding("a"), Recorder.embedding("bb"));
      assertThat(encoder.encode("c", Prompt.QUERY)).isEqualTo(Recorder.embedding("c"));
    }
    assertThat(recorder.calls).containsExactly(List.of("a", "bb"), List.of("c"));
  }

  @Test
  void requests_that_come_while_it_is_busy_are_taken_together_and_each_gets_its_own() throws Exception {
    try (BatchingEncoder encoder = new BatchingEncoder(recorder, 1)) {
      Future<Embedding> first = call(() -> encoder.encode("first", Prompt.QUERY));
      recorder.entered.await();
      Future<List<Embedding>> pair = waiting(encoder, 1, () -> encoder.encode(List.of("b", "cc"), Prompt.QUERY));
      Future<List<Embedding>> other = waiting(encoder, 2, () -> encoder.encode(List.of("dddd"), Prompt.DOCUMENT));
      Future<List<Embedding>> last = waiting(encoder, 3, () -> encoder.encode(List.of("eeeee"), Prompt.QUERY));
      recorder.gate.countDown();
      assertThat(first.get()).isEqualTo(Recorder.embedding("first"));
      assertThat(pair.get()).containsExactly(Recorder.embedding("b"), Recorder.embedding("cc"));
      assertThat(other.get()).containsExactly(Recorder.embedding("dddd"));
      assertThat(last.get()).containsExactly(Recorder.embedding("eeeee"));
    }
    // A query and a document may have different instructions before them.
    assertThat(recorder.calls)
        .containsExactlyInAnyOrder(List.of("first"), List.of("b", "cc", "eeeee"), List.of("dddd"));
  }

  @Test
  void a_request_of_many_texts_does_not_wait_in_line() throws Exception {
    try (BatchingEncoder encoder = new BatchingEncoder(recorder, 1, 1)) {
      Future<Embedding> first = call(() -> encoder.encode("first", Prompt.QUERY));
      recorder.entered.await();
      Future<List<Embedding>> second = waiting(encoder, 1, () -> encoder.encode(List.of("b"), Prompt.QUERY));
      List<String> many = Collections.nCopies(9, "many");
      Future<List<Embedding>> past = call(() -> encoder.encode(many, Prompt.DOCUMENT));
      recorder.gate.countDown();
      assertThat(past.get()).hasSize(9);
      assertThat(second.get()).containsExactly(Recorder.embedding("b"));
      assertThat(first.get()).isEqualTo(Recorder.embedding("first"));
    }
    assertThat(recorder.calls).contains(Collections.nCopies(9, "many"));
  }

  @Test
  void when_too_many_wait_the_next_is_told_so_and_the_others_are_answered() throws Exception {
    try (BatchingEncoder encoder = new BatchingEncoder(recorder, 1, 2)) {
      Future<Embedding> first = call(() -> encoder.encode("first", Prompt.QUERY));
      recorder.entered.await();
      Future<List<Embedding>> second = waiting(encoder, 1, () -> encoder.encode(List.of("b"), Prompt.QUERY));
      Future<List<Embedding>> third = waiting(encoder, 2, () -> encoder.encode(List.of("c"), Prompt.QUERY));
      assertThatThrownBy(() -> encoder.encode("d", Prompt.QUERY))
          .isInstanceOf(EncoderBusyException.class)
          .hasMessage("the encoder is busy: 2 requests are waiting, and no more may wait; try again in a second");
      recorder.gate.countDown();
      assertThat(first.get()).isEqualTo(Recorder.embedding("first"));
      assertThat(second.get()).containsExactly(Recorder.embedding("b"));
      assertThat(third.get()).containsExactly(Recorder.embedding("c"));
    }
  }

  @Test
  void what_nobody_waits_for_any_more_is_not_encoded_and_who_asked_for_it_is_let_go() throws Exception {
    try (BatchingEncoder encoder = new BatchingEncoder(recorder, 1)) {
      Future<Embedding> first = call(() -> encoder.encode("first", Prompt.QUERY));
      recorder.entered.await();
      AtomicBoolean gone = new AtomicBoolean();
      Future<List<Embedding>> second =
          waiting(encoder, 1, () -> Cancellation.within(gone::get, () -> encoder.encode(List.of("b"), Prompt.QUERY)));
      gone.set(true);
      assertThatThrownBy(second::get).hasCauseInstanceOf(CancellationException.class);
      assertThat(encoder.waiting()).isZero();
      recorder.gate.countDown();
      assertThat(first.get()).isEqualTo(Recorder.embedding("first"));
    }
    assertThat(recorder.calls).containsExactly(List.of("first"));
  }

  @Test
  void a_text_that_the_model_fails_on_spoils_no_other() throws Exception {
    try (BatchingEncoder encoder = new BatchingEncoder(recorder, 1)) {
      Future<Embedding> first = call(() -> encoder.encode("first", Prompt.QUERY));
      recorder.entered.await();
      Future<List<Embedding>> bad = waiting(encoder, 1, () -> encoder.encode(List.of("poison"), Prompt.QUERY));
      Future<List<Embedding>> good = waiting(encoder, 2, () -> encoder.encode(List.of("good"), Prompt.QUERY));
      recorder.gate.countDown();
      assertThat(good.get()).containsExactly(Recorder.embedding("good"));
      assertThatThrownBy(bad::get).isInstanceOf(ExecutionException.class).cause().hasMessage("poison");
      assertThat(first.get()).isEqualTo(Recorder.embedding("first"));
    }
  }

  @Test
  void closing_fails_those_who_wait_and_those_who_come_later() throws Exception {
    BatchingEncoder encoder = new BatchingEncoder(recorder, 1);
    Future<Embedding> first = call(() -> encoder.encode("first", Prompt.QUERY));
    recorder.entered.await();
    Future<List<Embedding>> second = waiting(encoder, 1, () -> encoder.encode(List.of("b"), Prompt.QUERY));
    encoder.close();
    assertThatThrownBy(second::get).cause().hasMessage("the encoder is closed");
    assertThatThrownBy(() -> encoder.encode("c", Prompt.QUERY)).hasMessage("the encoder is closed");
    assertThatThrownBy(first::get).cause().hasMessage("interrupted");
    assertThat(recorder.closed).isTrue();
  }

  @Test
  void many_callers_at_once_get_what_each_would_get_alone() throws Exception {
    TinyModel.write(models, "tiny");
    List<String> texts =
        IntStream.range(0, 400)
            .mapToObj(i -> "the dog number %d of %d ".formatted(i, i / 7).repeat(1 + i % 5))
            .toList();
    try (OnnxEncoder alone = OnnxEncoder.load(models.resolve("tiny"), new EncoderSettings(2, 1, 64))) {
      List<Embedding> expected = texts.stream().map(text -> alone.encode(text, Prompt.QUERY)).toList();
      BatchingEncoder together = new BatchingEncoder(alone, 2);
      List<Future<Embedding>> answers = new ArrayList<>();
      for (String text : texts) {
        answers.add(call(() -> together.encode(text, Prompt.QUERY)));
      }
      for (int i = 0; i < texts.size(); i++) {
        assertThat(answers.get(i).get()).as(texts.get(i)).isEqualTo(expected.get(i));
      }
      together.close();
    }
  }

  private <T> Future<T> call(Callable<T> call) {
    return callers.submit(call);
  }

  /// Starts a request and returns once it is the last of so many that wait.
  private Future<List<Embedding>> waiting(BatchingEncoder encoder, int number, Callable<List<Embedding>> call)
      throws InterruptedException {
    Future<List<Embedding>> future = call(call);
    while (encoder.waiting() < number) {
      Thread.sleep(1);
    }
    return future;
  }

  /// Holds up every call until its gate is opened, and keeps what was asked. The embedding of a text tells its length.
  private static final class Recorder implements Encoder {

    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch gate = new CountDownLatch(1);
    final List<List<String>> calls = Collections.synchronizedList(new ArrayList<>());
    volatile boolean closed;

    static Embedding embedding(String text) {
      return Embedding.normalize(new float[] {1, text.length()});
    }

    @Override
    public List<Embedding> encode(List<String> texts, Prompt prompt) {
      calls.add(texts);
      entered.countDown();
      try {
        gate.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted", e);
      }
      if (texts.contains("poison")) {
        throw new IllegalStateException("poison");
      }
      return texts.stream().map(Recorder::embedding).toList();
    }

    @Override
    public int count(String text) {
      return text.length();
    }

    @Override
    public int maxTokens() {
      return 10;
    }

    @Override
    public int maxContentTokens() {
      return 10;
    }

    @Override
    public int dimension() {
      return 2;
    }

    @Override
    public EncoderFingerprint fingerprint() {
      return new EncoderFingerprint("recorder", "", "", "", "", 10, 2);
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
