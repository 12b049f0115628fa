package io.doppel.source;

import io.doppel.text.Document;
import java.util.Iterator;
import java.util.List;

/// Documents that are in memory already. Each is from the line of its position, counted from 1.
final class ListSource implements DocumentSource {

  private final Iterator<Document> documents;
  private final int total;
  private int read;

  ListSource(List<Document> documents) {
    this.documents = documents.iterator();
    this.total = documents.size();
  }

  @Override
  public boolean hasNext() {
    return documents.hasNext();
  }

  @Override
  public Reading next() {
    return new Reading.Accepted(documents.next(), new Source("list", ++read));
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
