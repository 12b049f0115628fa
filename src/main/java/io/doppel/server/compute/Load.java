package io.doppel.server.compute;

import io.doppel.work.RightOfWay;

/// What an answer costs, which every route declares: it says on whose threads the answer is computed, and how many may
/// wait for that. Each has threads of its own, so that what takes long holds up nothing that does not; and
/// while there are short ones, what takes long computes for a share of the time only ([RightOfWay]).
public enum Load {
  /// Next to nothing: what is in memory anyhow. Answered by the thread of the connection, whatever else is computed.
  NONE(0, 0, 1),

  /// Well under a second, much of it waiting for the encoder, which takes short texts of several requests together.
  LIGHT(Math.max(8, 4 * cores()), 512, 1),

  /// Embeddings of many texts: the encoder computes, whose threads are its own, and what is here waits for it.
  ENCODING(Math.max(8, 4 * cores()), 256, 1),

  /// Seconds of a core and more.
  HEAVY(Math.max(2, cores() - 1), 32, 5),

  /// Changes a collection; much of it is waiting for others that change the same one.
  WRITING(24, 64, 5);

  private final int threads;
  private final int waiting;
  private final int retrySeconds;

  Load(int threads, int waiting, int retrySeconds) {
    this.threads = threads;
    this.waiting = waiting;
    this.retrySeconds = retrySeconds;
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  /// Whether somebody waits for each of them as one waits for the answer to a question, so that the others give way.
  boolean isShort() {
    return this == LIGHT;
  }

  /// How many are computed at once.
  int threads() {
    return threads;
  }

  /// How many may wait for a thread.
  int waiting() {
    return waiting;
  }

  /// After how many seconds to ask again.
  int retrySeconds() {
    return retrySeconds;
  }
}
