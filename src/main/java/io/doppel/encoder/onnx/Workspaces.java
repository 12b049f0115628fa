package io.doppel.encoder.onnx;

import ai.onnxruntime.OrtException;
import io.doppel.encoder.EncoderException;
import io.doppel.work.Cancellation;
import io.doppel.work.RightOfWay;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The memory of as many runs of a model as go on at once; whoever comes later waits in line. Long work leaves one
/// to questions as long as they come ([RightOfWay]), which so never wait for two long runs. Any thread may call.
final class Workspaces {

  private static final long PAUSE_MILLIS = 20;

  private final String model;
  private final int count;
  private final BlockingQueue<Workspace> free;
  private final Semaphore behind;
  private final Runnable atTurn;

  /// @param atTurn throws if the model is not to be run any more by the time that it is somebody's turn
  Workspaces(String model, int count, int dimension, Runnable atTurn) {
    this.model = model;
    this.count = count;
    this.atTurn = atTurn;
    this.behind = new Semaphore(Math.max(1, count - 1), true);
    this.free = new ArrayBlockingQueue<>(count, true);
    for (int i = 0; i < count; i++) {
      free.add(new Workspace(dimension));
    }
  }

  /// Whether nothing runs.
  boolean areIdle() {
    return free.size() == count;
  }

  /// One run of the graph.
  @FunctionalInterface
  interface Run<T> {
    T in(Workspace workspace) throws OrtException;
  }

  /// Runs the graph when it is its turn.
  ///
  /// @param texts how many it runs on, for messages
  <T> T run(int texts, Run<T> run) {
    try {
      boolean leavesOne = leaveOne();
      try {
        return runAtTurn(run);
      } finally {
        if (leavesOne) {
          behind.release();
        }
      }
    } catch (OrtException e) {
      throw new EncoderException("%s failed on a batch of %d texts".formatted(model, texts), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EncoderException("interrupted while waiting for a turn at the model", e);
    }
  }

  private <T> T runAtTurn(Run<T> run) throws OrtException, InterruptedException {
    Workspace workspace = free.take();
    try {
      // Who closes waits for this work, and not for all that stand in the line.
      atTurn.run();
      return run.in(workspace);
    } finally {
      free.add(workspace);
    }
  }

  /// Waits until other long work has left one, if this is long work and there are questions.
  ///
  /// @return whether a place of long work is taken, to be released
  private boolean leaveOne() throws InterruptedException {
    while (RightOfWay.isWanted()) {
      if (behind.tryAcquire(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        return true;
      }
      Cancellation.check();
    }
    return false;
  }
}
