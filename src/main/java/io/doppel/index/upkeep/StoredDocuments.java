package io.doppel.index.upkeep;

import io.doppel.text.Document;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.Iterator;

/// The documents of an index that is about to be rebuilt, read one by one, whatever passport the index has. Holds the right to
/// write to it, so that nothing is added that the new one would not have. One thread at a time.
public interface StoredDocuments extends Iterator<Document>, Closeable {

  /// How many there are in all.
  long count();

  /// The settings of the index.
  IndexSettings settings();

  /// Whether there is a document with this id.
  boolean holds(String documentId) throws IOException;

  /// Puts all of another index, its passport and its settings in the place of this one, in one step: a reader sees the old or the
  /// new one, whole. The other one must be closed, and stays as it is.
  void replaceBy(URI other) throws IOException;
}
