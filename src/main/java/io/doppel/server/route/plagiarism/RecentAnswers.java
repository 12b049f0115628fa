package io.doppel.server.route.plagiarism;

import io.doppel.api.PlagiarismJson;
import io.doppel.engine.CollectionName;
import io.doppel.plagiarism.PlagiarismQuery;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The answers of the last checks, so that a report of one is no check once more. Any thread may ask.
final class RecentAnswers {

  /// A check, and the state of the collection it was made in.
  record Check(CollectionName collection, long documents, long passages, PlagiarismQuery query) {}

  /// Characters of the texts and sources that are kept, two bytes each at most.
  private static final long MAX_LENGTH = 20_000_000;

  private final Map<Check, PlagiarismJson> answers = new LinkedHashMap<>();
  private long length;

  synchronized Optional<PlagiarismJson> get(Check check) {
    return Optional.ofNullable(answers.get(check));
  }

  synchronized void put(Check check, PlagiarismJson answer) {
    PlagiarismJson replaced = answers.remove(check);
    length += length(check, answer) - (replaced == null ? 0 : length(check, replaced));
    answers.put(check, answer);
    for (Iterator<Map.Entry<Check, PlagiarismJson>> oldest = answers.entrySet().iterator(); length > MAX_LENGTH; ) {
      Map.Entry<Check, PlagiarismJson> entry = oldest.next();
      length -= length(entry.getKey(), entry.getValue());
      oldest.remove();
    }
  }

  private static long length(Check check, PlagiarismJson answer) {
    return check.query().text().length() + answer.sources().stream().mapToLong(source -> source.text().length()).sum();
  }
}
