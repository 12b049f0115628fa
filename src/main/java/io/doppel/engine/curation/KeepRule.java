package io.doppel.engine.curation;

import io.doppel.text.Document;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Which of documents that say the same is kept; of equals the first.
public enum KeepRule {
  /// The one that most others are near to.
  FOUND,
  /// The one with the longest text.
  LONGEST,
  /// The one that has been as it is for the longest time, as far as searches for duplicates saw it.
  OLDEST,
  /// The one with the most fields that are not blank.
  MOST_FIELDS;

  /// @param members at least one, the one that most others are near to first
  /// @param since since when documents have been as they are, by their ids; may lack some
  Document of(List<Document> members, Map<String, Long> since) {
    Comparator<Document> better =
        switch (this) {
          case FOUND -> Comparator.comparingInt(_ -> 0);
          case LONGEST -> Comparator.comparingInt(each -> -each.text().length());
          case MOST_FIELDS ->
              Comparator.comparingLong(each -> -each.fields().values().stream().filter(one -> !one.isBlank()).count());
          case OLDEST -> Comparator.comparingLong(each -> since.getOrDefault(each.id(), Long.MAX_VALUE));
        };
    return members.stream().sorted(better).findFirst().orElseThrow();
  }
}
