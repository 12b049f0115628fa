package io.doppel.index.audit;

import io.doppel.encoder.Embedding;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The embeddings that were last searched for, in memory only: an audit asks them again. Thread-safe.
public final class RecentQuestions {

  private static final int KEPT = 256;

  private final Deque<Embedding> latest = new ArrayDeque<>();

  public synchronized void add(Embedding question) {
    if (latest.size() == KEPT) {
      latest.removeLast();
    }
    latest.addFirst(question);
  }

  /// At most 256, the latest first.
  public synchronized List<Embedding> list() {
    return List.copyOf(latest);
  }
}
