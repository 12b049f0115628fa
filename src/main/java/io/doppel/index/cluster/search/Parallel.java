package io.doppel.index.cluster.search;

import io.doppel.work.Cancellation;
import io.doppel.work.SharedWork;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Asks a cluster several things at once: each answer is waited for, and it has several nodes.
public final class Parallel {

  private Parallel() {}

  /// An answer to each question, in their order, as many asked at once as there are processors here. Where many threads
  /// share some work, each asks one after the other.
  public static <Q, A> List<A> each(List<Q> questions, Cancellation.Answering<Q, A> answering) throws IOException {
    if (questions.size() <= 1 || SharedWork.isPart()) {
      return Cancellation.each(questions, answering);
    }
    Map<Integer, A> answers = new ConcurrentHashMap<>();
    try (SharedWork work = SharedWork.begin("question", _ -> {}, () -> false)) {
      for (int i = 0; i < questions.size(); i++) {
        int asked = i;
        work.add(() -> answers.put(asked, answering.to(questions.get(asked))));
      }
      work.finish();
    }
    return List.copyOf(new TreeMap<>(answers).values());
  }
}
