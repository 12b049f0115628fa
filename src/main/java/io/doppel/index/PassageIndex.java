package io.doppel.index;

import io.doppel.encoder.Embedding;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Keeps documents with the embeddings of their passages and answers which passages are near.
///
/// Readers and one writer may work at once. A reader sees the state of the last [#commit()], of this process or of
/// another. The write lock is taken at the first write and held until [#close()]; reading needs no lock.
public interface PassageIndex extends Closeable {

  /// Opens the index at `where` (a `file:` URI), creating it if the folder is missing or empty.
  ///
  /// @throws PassportMismatchException if the index was made with another passport
  static PassageIndex open(URI where, Passport passport) throws IOException {
    if (!"file".equals(where.getScheme())) {
      throw new IllegalArgumentException("an index is at a file: address, got " + where);
    }
    return LuceneIndex.open(Path.of(where), passport);
  }

  /// The passport the index was made with.
  Passport passport();

  /// Adds a document, or replaces the one with its id, in one step: a reader sees the old or the new one, whole.
  ///
  /// @param passages at least one, in the order of their offsets
  /// @param embeddings one for each passage
  /// @throws IndexLockedException if another process writes to this index
  void put(Document document, List<Passage> passages, List<Embedding> embeddings) throws IOException;

  /// Removes a document with all its passages; whether readers saw it until now.
  boolean delete(String documentId) throws IOException;

  /// Makes everything put and deleted so far durable and visible. Without changes it does nothing.
  void commit() throws IOException;

  /// The document as it was put.
  Optional<Document> document(String documentId) throws IOException;

  /// The content hash of a document, see [ContentHash]; cheaper than reading the document.
  Optional<String> contentHash(String documentId) throws IOException;

  /// Number of documents.
  long documents() throws IOException;

  /// Number of passages.
  long passages() throws IOException;

  /// Ids of documents in their order, those after `after` (empty: from the start), at most `limit`.
  List<String> documentIds(String after, int limit) throws IOException;

  /// The `k` passages most similar to `query`.
  ///
  /// @param k 1 to 10,000
  Hits nearest(Embedding query, int k, Effort effort) throws IOException;

  /// All passages whose cosine with `query` is at least `minSimilarity`, at most `limit` of them.
  ///
  /// @param minSimilarity -1 to 1
  /// @param limit 1 to 10,000
  Hits within(Embedding query, float minSimilarity, int limit, Effort effort) throws IOException;

  /// Hands every passage with its embedding to `reader`, in no particular order, over one snapshot.
  void scan(BiConsumer<Passage, Embedding> reader) throws IOException;
}
