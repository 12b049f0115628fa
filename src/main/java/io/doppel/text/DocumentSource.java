package io.doppel.text;

import java.io.Closeable;
import java.util.Iterator;

/// A stream of documents, read as it goes. One thread at a time.
public interface DocumentSource extends Iterator<Reading>, Closeable {

  /// Bytes read so far.
  long bytesRead();

  /// Bytes in all, -1 if unknown.
  long bytesTotal();

  /// Number of documents in all, -1 if unknown.
  default long documentsTotal() {
    return -1;
  }
}
