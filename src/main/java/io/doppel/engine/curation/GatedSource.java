package io.doppel.engine.curation;

import io.doppel.duplicates.DuplicateAnswer.Candidate;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.indexing.IndexingListener;
import io.doppel.index.ContentHash;
import io.doppel.index.IndexView;
import io.doppel.source.DocumentSource;
import io.doppel.source.ForwardingSource;
import io.doppel.source.SourceRecord;
import io.doppel.text.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A source whose documents are held against a collection before they go into it: against what readers see at that
/// moment, not against those of the same source that are still on their way.
public final class GatedSource extends ForwardingSource {

  private final DocumentCollection collection;
  private final OnDuplicate gate;

  /// By id: of two with one id the later one counts.
  private final Map<String, Merge> merges = new LinkedHashMap<>();

  private @Nullable SourceRecord ahead;
  private long flagged;

  private record Merge(String into, SourceRecord.Accepted accepted) {}

  /// @param source closed with this
  public GatedSource(DocumentSource source, DocumentCollection collection, OnDuplicate gate) {
    super(source);
    this.collection = collection;
    this.gate = gate;
  }

  @Override
  public boolean hasNext() {
    while (ahead == null && source.hasNext()) {
      ahead = passed(source.next());
    }
    return ahead != null;
  }

  @Override
  public SourceRecord next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the source is at its end");
    }
    SourceRecord next = ahead;
    ahead = null;
    return Objects.requireNonNull(next);
  }

  private @Nullable SourceRecord passed(SourceRecord read) {
    return switch (read) {
      case SourceRecord.Accepted accepted -> passed(accepted);
      case SourceRecord.Rejected rejected -> rejected;
    };
  }

  private @Nullable SourceRecord passed(SourceRecord.Accepted accepted) {
    if (gate == OnDuplicate.ALLOW) {
      return accepted;
    }
    Document document = accepted.document();
    merges.remove(document.id());
    try {
      String there;
      try (IndexView view = collection.view()) {
        there = view.contentHashes(List.of(document.id())).getOrDefault(document.id(), "");
      }
      if (there.equals(ContentHash.of(document))) {
        return accepted;
      }
      List<Candidate> known = collection.duplicates().duplicatesOf(document, 1);
      if (known.isEmpty()) {
        return accepted;
      }
      String other = known.getFirst().document().id();
      if (gate == OnDuplicate.REJECT) {
        return new SourceRecord.Rejected(
            accepted.where(), "\"%s\" says what \"%s\" says".formatted(document.id(), other), document.text());
      }
      if (gate == OnDuplicate.MERGE && there.isEmpty()) {
        merges.put(document.id(), new Merge(other, accepted));
        return null;
      }
      flagged++;
      return accepted;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How many were let through although they say what others say.
  public long flagged() {
    return flagged;
  }

  /// Merges what is to be merged, once all others are in.
  ///
  /// @param listener hears what cannot be merged
  /// @return how many were
  public int merge(IndexingListener listener) throws IOException {
    List<Merge> all = List.copyOf(merges.values());
    List<Curation.Refused> refused =
        new Curation(collection)
            .mergeInto(
                all.stream().map(each -> new Curation.Incoming(each.into(), each.accepted().document())).toList());
    for (Curation.Refused each : refused) {
      SourceRecord.Accepted accepted =
          Objects.requireNonNull(merges.get(each.document().id()), "it was to be merged").accepted();
      listener.rejected(new SourceRecord.Rejected(accepted.where(), each.reason(), accepted.document().text()));
    }
    return all.size() - refused.size();
  }
}
