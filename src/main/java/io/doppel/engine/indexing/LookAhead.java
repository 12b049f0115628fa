package io.doppel.engine.indexing;

import io.doppel.source.DocumentSource;
import io.doppel.source.SourceRecord;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// A source that is read some records ahead, so that whatever has to be known of them can be asked for together: first
/// one, then twice as many each time, so that of a source that somebody types or that trickles the first records are
/// told at once. For one thread.
final class LookAhead {

  private static final int MOST_RECORDS = 512;
  private static final int MOST_CHARACTERS = 1 << 19;

  private final DocumentSource source;
  private final BooleanSupplier cancelled;
  private final Deque<SourceRecord> records = new ArrayDeque<>();
  private int width = 1;

  /// @param cancelled once true, nothing is read ahead any more
  LookAhead(DocumentSource source, BooleanSupplier cancelled) {
    this.source = source;
    this.cancelled = cancelled;
  }

  boolean hasNext() {
    return !records.isEmpty() || source.hasNext();
  }

  SourceRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException("all records were read");
    }
    if (records.isEmpty()) {
      read();
    }
    return records.remove();
  }

  private void read() {
    int characters = 0;
    do {
      SourceRecord next = source.next();
      records.add(next);
      characters +=
          switch (next) {
            case SourceRecord.Accepted(var document, _) -> document.text().length() + document.title().length();
            case SourceRecord.Rejected _ -> 0;
          };
    } while (records.size() < width && characters < MOST_CHARACTERS && !cancelled.getAsBoolean() && source.hasNext());
    width = Math.min(2 * width, MOST_RECORDS);
  }

  /// Ids of the documents ahead.
  Set<String> ids() {
    Set<String> ids = new HashSet<>();
    for (SourceRecord next : records) {
      if (next instanceof SourceRecord.Accepted(var document, _)) {
        ids.add(document.id());
      }
    }
    return ids;
  }
}
