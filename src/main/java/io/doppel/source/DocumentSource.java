package io.doppel.source;

import io.doppel.text.Document;
import java.io.Closeable;
import java.util.Iterator;
import java.util.List;

/// A stream of documents, read as it goes. One thread at a time.
public interface DocumentSource extends Iterator<SourceRecord>, Closeable {

  /// Bytes read so far.
  long bytesRead();

  /// Bytes in all, -1 if unknown.
  long bytesTotal();

  /// Number of documents in all, -1 if unknown.
  default long documentsTotal() {
    return -1;
  }

  /// The documents of a list, for which the bytes are not known.
  static DocumentSource of(List<Document> documents) {
    return of("list", documents.iterator(), documents.size());
  }

  /// The documents that an iterator gives; closing this leaves the iterator to its owner.
  ///
  /// @param name of where they are from
  /// @param total number of documents
  static DocumentSource of(String name, Iterator<Document> documents, long total) {
    return new KnownDocuments(name, documents, total);
  }
}
