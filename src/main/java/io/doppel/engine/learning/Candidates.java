package io.doppel.engine.learning;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Trained models that wait for somebody to adopt them: at most one for a collection, [#MOST] together, and none longer
/// than this is open, so that they do not pile up. Thread-safe.
public final class Candidates implements Closeable {

  /// Each takes the room of a model on the disk.
  public static final int MOST = 8;

  /// By the name of the collection; guarded by `this`, as is what follows.
  private final Map<String, Candidate> waiting = new HashMap<>();

  private boolean closed;

  /// The one that waits for a collection.
  public synchronized Optional<Candidate> of(String collection) {
    return Optional.ofNullable(waiting.get(collection))
        .filter(candidate -> candidate.state() == Candidate.State.WAITING);
  }

  /// Refuses another one, before it is trained.
  ///
  /// @throws CandidatesFullException if too many wait for other collections
  public synchronized void requireRoom(String collection) {
    long others =
        waiting.entrySet().stream()
            .filter(each -> !each.getKey().equals(collection))
            .filter(each -> each.getValue().state() == Candidate.State.WAITING)
            .count();
    if (others >= MOST) {
      throw new CandidatesFullException(others);
    }
  }

  /// Keeps one in place of that before, which is discarded.
  ///
  /// @throws CandidatesFullException if too many have come to wait while it was trained; it is discarded then
  public void keep(String collection, Candidate candidate) throws IOException {
    Candidate before;
    synchronized (this) {
      try {
        requireRoom(collection);
      } catch (CandidatesFullException e) {
        candidate.discard();
        throw e;
      }
      before = closed ? candidate : waiting.put(collection, candidate);
    }
    close(before);
  }

  /// Discards the one of a collection, if there is one.
  public void discard(String collection) throws IOException {
    Candidate before;
    synchronized (this) {
      before = waiting.remove(collection);
    }
    close(before);
  }

  private static void close(@Nullable Candidate candidate) throws IOException {
    if (candidate != null) {
      candidate.discard();
    }
  }

  @Override
  public void close() throws IOException {
    List<Candidate> left;
    synchronized (this) {
      closed = true;
      left = List.copyOf(waiting.values());
      waiting.clear();
    }
    for (Candidate candidate : left) {
      candidate.discard();
    }
  }
}
