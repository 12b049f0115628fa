package io.doppel.source.extraction.process;

import io.doppel.source.extraction.content.Extracted;
import io.doppel.source.extraction.limit.ExtractionException;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The processes that read documents: started when they are needed, kept for the next document, ended when one takes
/// too long or too much, when they have read many, or nothing for some minutes. Any thread may call.
final class Workers implements AutoCloseable {

  /// A process is replaced after so many documents, for libraries keep things.
  private static final int MAX_FILES = 500;

  /// Where no process could be started, none is tried again for so long.
  private static final Duration UNAVAILABLE = Duration.ofMinutes(2);

  private static final long LOOK_MILLIS = 200;

  private final Settings settings;
  private final Semaphore places;
  private final Deque<Worker> idle = new ArrayDeque<>();
  private final Set<Worker> all = new HashSet<>();
  private boolean closed;
  private @Nullable Unavailable failure;
  private long failedAt;

  /// @param main the class that a process runs
  /// @param most how many there are at once
  /// @param megabytes of the heap of each
  /// @param seconds for a document
  /// @param idleSeconds after which a process ends that has nothing to do
  record Settings(String main, int most, int megabytes, int seconds, int idleSeconds) {}

  /// No process can be started.
  static final class Unavailable extends IOException {
    private static final long serialVersionUID = 1;

    Unavailable(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  Workers(Settings settings) {
    this.settings = settings;
    places = new Semaphore(settings.most, true);
  }

  /// Waits until there is a process, as long as somebody waits for the document.
  ///
  /// @throws ExtractionException if the document cannot be read, or not within the bounds
  /// @throws Unavailable if no process can be started
  /// @throws CancellationException if it is not read since nobody waits for it any more, or the program ends
  Extracted read(String kind, Path file, int maxText) throws IOException {
    try {
      while (!places.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        Cancellation.check();
      }
    } catch (InterruptedException e) {
      throw Worker.interrupted();
    }
    try {
      Worker worker = take();
      boolean good = false;
      try {
        Extracted read = worker.read(kind, file, maxText, settings.seconds);
        good = true;
        return read;
      } catch (ExtractionException | LinkageError e) {
        good = true; // Another process would lack the same library.
        throw e;
      } catch (Worker.Broken e) {
        checkOpen();
        throw new ExtractionException(String.valueOf(e.getMessage()), e);
      } finally {
        giveBack(worker, good && worker.files() < MAX_FILES);
      }
    } finally {
      places.release();
    }
  }

  /// What ends with the program is no document's fault.
  private void checkOpen() {
    synchronized (idle) {
      if (closed) {
        throw new CancellationException("reading documents was stopped");
      }
    }
  }

  private Worker take() throws Unavailable {
    synchronized (idle) {
      checkOpen();
      for (Worker worker = idle.pollFirst(); worker != null; worker = idle.pollFirst()) {
        if (worker.isAlive()) {
          return worker;
        }
        end(worker);
      }
      if (failure != null && System.nanoTime() - failedAt < UNAVAILABLE.toNanos()) {
        throw failure;
      }
    }
    try {
      Worker started = Worker.start(settings.main, settings.megabytes);
      synchronized (idle) {
        failure = null;
        if (!closed) {
          all.add(started);
          return started;
        }
      }
      started.close();
      throw new CancellationException("reading documents was stopped");
    } catch (IOException e) {
      checkOpen();
      Unavailable unavailable = new Unavailable(e);
      synchronized (idle) {
        failure = unavailable;
        failedAt = System.nanoTime();
      }
      throw unavailable;
    }
  }

  private void giveBack(Worker worker, boolean good) {
    synchronized (idle) {
      if (good && !closed) {
        idle.addFirst(worker);
        int files = worker.files();
        CompletableFuture<Void> _ =
            CompletableFuture.runAsync(
                () -> expire(worker, files),
                CompletableFuture.delayedExecutor(settings.idleSeconds, TimeUnit.SECONDS));
        return;
      }
    }
    end(worker);
  }

  private void expire(Worker worker, int files) {
    synchronized (idle) {
      if (worker.files() != files || !idle.remove(worker)) {
        return;
      }
    }
    end(worker);
  }

  private void end(Worker worker) {
    synchronized (idle) {
      all.remove(worker);
    }
    worker.close();
  }

  /// The ids of the processes that run.
  List<Long> pids() {
    synchronized (idle) {
      return all.stream().filter(Worker::isAlive).map(Worker::pid).toList();
    }
  }

  @Override
  public void close() {
    List<Worker> left;
    synchronized (idle) {
      closed = true;
      left = new ArrayList<>(all);
    }
    left.forEach(this::end);
  }
}
