package io.doppel.encoder.batch;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.EncoderException;
import io.doppel.encoder.ForwardingEncoder;
import io.doppel.encoder.Prompt;
import io.doppel.work.Cancellation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/// An encoder for many callers: what a few texts ask for at the same time goes through the model together, which is
/// faster than one after the other.
///
/// Nobody waits for others to come. A request that finds a free worker goes at once; those that come while all workers
/// are busy are taken together by the one that is free next. A request of many texts has full batches of its own and
/// goes past all this.
///
/// Inference is native code, which a virtual thread cannot leave; on the workers, which are platform threads, it holds
/// up nobody else.
public final class BatchingEncoder extends ForwardingEncoder {

  private static final int MOST_SHARED_TEXTS = 8;
  private static final int TEXTS_TAKEN = 32;
  private static final int MOST_WAITING = 512;
  private static final long PAUSE_MILLIS = 100;

  private final BlockingQueue<Request> waiting;
  private final int mostWaiting;
  private final List<Thread> workers;
  private volatile boolean closed;

  /// @param cancelled whether nobody waits for it any more
  private record Request(
      List<String> texts, Prompt prompt, BooleanSupplier cancelled, CompletableFuture<List<Embedding>> embeddings) {

    Request(List<String> texts, Prompt prompt) {
      // Copied, for a null among them would be the misfortune of others.
      this(List.copyOf(texts), prompt, Cancellation.current(), new CompletableFuture<>());
    }
  }

  /// @param encoder closed with this one
  /// @param workers how many batches may be under way at once
  public BatchingEncoder(Encoder encoder, int workers) {
    this(encoder, workers, MOST_WAITING);
  }

  BatchingEncoder(Encoder encoder, int workers, int mostWaiting) {
    super(encoder);
    this.waiting = new ArrayBlockingQueue<>(mostWaiting);
    this.mostWaiting = mostWaiting;
    this.workers =
        IntStream.range(0, workers)
            .mapToObj(number -> Thread.ofPlatform().daemon().name("batch-" + number).start(this::serve))
            .toList();
  }

  /// @throws EncoderBusyException if too many requests are waiting already
  @Override
  public List<Embedding> encode(List<String> texts, Prompt prompt) {
    if (texts.isEmpty() || texts.size() > MOST_SHARED_TEXTS) {
      return encoder().encode(texts, prompt);
    }
    Request request = new Request(texts, prompt);
    if (!waiting.offer(request)) {
      throw new EncoderBusyException(mostWaiting);
    }
    if (closed && waiting.remove(request)) {
      throw closedException();
    }
    try {
      return answerTo(request);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new EncoderException("a batch failed", e);
    } catch (InterruptedException e) {
      waiting.remove(request);
      Thread.currentThread().interrupt();
      throw new EncoderException("interrupted while waiting for an embedding", e);
    }
  }

  private List<Embedding> answerTo(Request request) throws ExecutionException, InterruptedException {
    while (true) {
      try {
        return request.embeddings().get(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (request.cancelled().getAsBoolean()) {
          waiting.remove(request);
          Cancellation.check();
        }
      }
    }
  }

  /// How many requests wait for a worker.
  int waiting() {
    return waiting.size();
  }

  private void serve() {
    try {
      while (!closed) {
        Map<Prompt, List<Request>> taken = new EnumMap<>(Prompt.class);
        Request next = waiting.take();
        int texts = 0;
        do {
          // What nobody waits for any more would hold up those who wait.
          if (!next.cancelled().getAsBoolean()) {
            taken.computeIfAbsent(next.prompt(), _ -> new ArrayList<>()).add(next);
            texts += next.texts().size();
          }
          next = texts < TEXTS_TAKEN ? waiting.poll() : null;
        } while (next != null);
        taken.values().forEach(this::answer);
      }
    } catch (InterruptedException e) {
      // The encoder was closed.
    }
  }

  private void answer(List<Request> requests) {
    List<String> texts = requests.stream().flatMap(request -> request.texts().stream()).toList();
    try {
      List<Embedding> embeddings = encoder().encode(texts, requests.getFirst().prompt());
      int from = 0;
      for (Request request : requests) {
        int to = from + request.texts().size();
        request.embeddings().complete(List.copyOf(embeddings.subList(from, to)));
        from = to;
      }
    } catch (RuntimeException | Error e) {
      if (requests.size() == 1) {
        requests.getFirst().embeddings().completeExceptionally(e);
      } else {
        // Whoever is at fault fails alone.
        requests.forEach(request -> answer(List.of(request)));
      }
    }
  }

  /// Closes the encoder; requests that still wait fail.
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    workers.forEach(Thread::interrupt);
    for (Request left = waiting.poll(); left != null; left = waiting.poll()) {
      left.embeddings().completeExceptionally(closedException());
    }
    super.close();
  }

  private static IllegalStateException closedException() {
    return new IllegalStateException("the encoder is closed");
  }
}
