package io.doppel.source.extraction.process;

import io.doppel.source.extraction.content.Extracted;
import io.doppel.source.extraction.limit.ExtractionException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The processes that read documents: started when they are needed, kept for the next document, ended when one takes
/// too long or too much, when they have read many, or nothing for some minutes. Any thread may call.
final class Workers implements AutoCloseable {

  /// A process is replaced after so many documents, for libraries keep things.
  private static final int MAX_FILES = 500;

  private final Settings settings;
  private final Semaphore places;
  private final Deque<Worker> idle = new ArrayDeque<>();
  private final Set<Worker> all = new HashSet<>();
  private boolean closed;

  /// @param main the class that a process runs
  /// @param most how many there are at once
  /// @param megabytes of the heap of each
  /// @param seconds for a document, and as long again to wait for a process
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

  /// @throws ExtractionException if the document cannot be read, or not within the bounds
  /// @throws Unavailable if no process can be started
  Extracted read(String kind, Path file, int maxText) throws IOException {
    try {
      if (!places.tryAcquire(settings.seconds, TimeUnit.SECONDS)) {
        throw new ExtractionException("too many documents are being read; try again later");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExtractionException("reading it was interrupted", e);
    }
    try {
      Worker worker = take();
      boolean good = false;
      try {
        Extracted read = worker.read(kind, file, maxText, settings.seconds);
        good = true;
        return read;
      } catch (ExtractionException e) {
        good = true;
        throw e;
      } catch (Worker.Broken e) {
        throw new ExtractionException(String.valueOf(e.getMessage()), e);
      } finally {
        giveBack(worker, good && worker.files() < MAX_FILES);
      }
    } finally {
      places.release();
    }
  }

  private Worker take() throws Unavailable {
    synchronized (idle) {
      for (Worker worker = idle.pollFirst(); worker != null; worker = idle.pollFirst()) {
        if (worker.isAlive()) {
          return worker;
        }
        end(worker);
      }
    }
    try {
      Worker started = Worker.start(settings.main, settings.megabytes);
      synchronized (idle) {
        all.add(started);
      }
      return started;
    } catch (IOException e) {
      throw new Unavailable(e);
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
