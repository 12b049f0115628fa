package io.doppel.source;

import java.io.IOException;

/// A source that gives what another one has, unless it says otherwise.
public abstract class ForwardingSource implements DocumentSource {

  protected final DocumentSource source;

  /// @param source closed with this
  protected ForwardingSource(DocumentSource source) {
    this.source = source;
  }

  @Override
  public boolean hasNext() {
    return source.hasNext();
  }

  @Override
  public SourceRecord next() {
    return source.next();
  }

  @Override
  public long bytesRead() {
    return source.bytesRead();
  }

  @Override
  public long bytesTotal() {
    return source.bytesTotal();
  }

  @Override
  public long documentsTotal() {
    return source.documentsTotal();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
