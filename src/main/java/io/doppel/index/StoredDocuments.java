package io.doppel.index;

import io.doppel.index.upkeep.IndexSettings;
import io.doppel.text.Document;
import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.Iterator;
import java.util.Set;

/// The documents of an index that is about to be rebuilt, read one by one, whatever passport the index has, and the
/// index that is to take its place. Holds the right to write to the old one, so that nothing is added that the new one
/// would not have. What cannot be read is a [java.io.UncheckedIOException]. One thread at a time.
public interface StoredDocuments extends Iterator<Document>, Closeable {

  /// How many there are in all.
  long count();

  /// The settings of the old index.
  IndexSettings settings();

  /// Those of these ids that are there.
  Set<String> present(Collection<String> documentIds) throws IOException;

  /// The index that is to take the place of this one, empty, or with what an earlier rebuilding has left that was made
  /// alike. Whoever asks for it closes it.
  PassageIndex replacement(Passport passport, IndexSettings settings) throws IOException;

  /// Puts all of the replacement, its passport and its settings in the place of this index, in one step: a reader sees
  /// the old or the new one, whole. The replacement must be closed, and is gone afterwards.
  void replace() throws IOException;

  /// Lets another process go on with it once this is closed, which is over otherwise, unless it was replaced.
  default void leave() {}
}
