package io.doppel.server.limit;

import io.doppel.engine.DocumentCollection;
import io.doppel.source.DocumentSource;
import io.doppel.source.ForwardingSource;
import io.doppel.source.SourceRecord;
import io.doppel.text.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;

/// The documents of a source, as many of them as a collection has room for; others are rejected. Those that are there
/// already take no room. One thread at a time.
final class Quota extends ForwardingSource {

  private final DocumentCollection collection;
  private final long most;
  private final Set<String> fresh = new HashSet<>();
  private long room = -1;

  /// @param most documents that the collection may hold
  Quota(DocumentSource source, DocumentCollection collection, long most) {
    super(source);
    this.collection = collection;
    this.most = most;
  }

  @Override
  public SourceRecord next() {
    SourceRecord next = source.next();
    return switch (next) {
      case SourceRecord.Rejected rejected -> rejected;
      case SourceRecord.Accepted accepted -> admits(accepted.document()) ? accepted : rejected(accepted);
    };
  }

  private boolean admits(Document document) {
    try {
      if (room < 0) {
        // Asked in the turn of this source: nobody else writes now.
        room = Math.max(0, most - collection.documents());
      }
      if (fresh.contains(document.id()) || collection.document(document.id()).isPresent()) {
        return true;
      }
      return fresh.size() < room && fresh.add(document.id());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SourceRecord rejected(SourceRecord.Accepted accepted) {
    return new SourceRecord.Rejected(
        accepted.where(), "a collection may hold at most %d documents here".formatted(most), accepted.document().id());
  }
}
