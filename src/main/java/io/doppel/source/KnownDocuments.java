package io.doppel.source;

import io.doppel.text.Document;
import java.util.Iterator;

/// Documents that need not be read from files. Each is from the line of its position, counted from 1. Closing it closes
/// nothing.
final class KnownDocuments implements DocumentSource {

  private final String name;
  private final Iterator<Document> documents;
  private final long total;
  private long read;

  KnownDocuments(String name, Iterator<Document> documents, long total) {
    this.name = name;
    this.documents = documents;
    this.total = total;
  }

  @Override
  public boolean hasNext() {
    return documents.hasNext();
  }

  @Override
  public SourceRecord next() {
    return new SourceRecord.Accepted(documents.next(), new SourceLine(name, ++read));
  }

  @Override
  public long bytesRead() {
    return 0;
  }

  @Override
  public long bytesTotal() {
    return -1;
  }

  @Override
  public long documentsTotal() {
    return total;
  }

  @Override
  public void close() {}
}
