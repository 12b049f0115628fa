package io.doppel.index;

import io.doppel.encoder.Embedding;
import io.doppel.index.upkeep.Upkeep;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import io.doppel.text.Span;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Keeps documents with the embeddings of their passages and answers which passages are near.
///
/// Any number of threads may read and write at once. A reader sees the state of the last [#commit()]: of this
/// opening at once, of another within a second or so. The write lock is taken at the first write and held until
/// [#close()]; reading needs no lock.
public interface PassageIndex extends Closeable {

  /// The most hits, or ids, one question gets.
  int MAX_HITS = 10_000;

  /// The most documents one sample holds.
  int MAX_SAMPLE = 100_000;

  /// The passport the index was made with.
  Passport passport();

  /// What is done to this index as a whole.
  Upkeep upkeep();

  /// Adds a document, or replaces the one with its id, in one step: a reader sees the old or the new one, whole.
  ///
  /// @param passages at least one, in the order of their offsets; parts of the document's text
  /// @param embeddings one for each passage
  /// @throws IndexLockedException if another process writes to this index
  void put(Document document, List<Passage> passages, List<Embedding> embeddings) throws IOException;

  /// Removes a document with all its passages; whether readers see it until the commit.
  boolean delete(String documentId) throws IOException;

  /// Removes all documents that pass, those among them too that were put since the last commit.
  ///
  /// @return how many readers see until the commit
  long delete(Filter filter) throws IOException;

  /// Makes everything put and deleted so far durable and visible, and what others have committed visible too.
  void commit() throws IOException;

  /// The document as it was put.
  Optional<Document> document(String documentId) throws IOException;

  /// The content hash of a document, see [ContentHash]; cheaper than reading the document.
  Optional<String> contentHash(String documentId) throws IOException;

  /// Number of documents.
  long documents() throws IOException;

  /// Number of passages.
  long passages() throws IOException;

  /// Ids of documents in code point order, those after `after` (empty: from the start), at most `limit`.
  ///
  /// @param limit 1 to 10,000
  List<String> documentIds(String after, int limit) throws IOException;

  /// The `k` passages most similar to `query`; fewer only if there are fewer. Truncated means that there are more.
  ///
  /// @param k 1 to 10,000
  Hits nearest(Embedding query, int k, Effort effort) throws IOException;

  /// As [Effort#APPROXIMATE], with a walk of this width instead of the one that the settings say.
  ///
  /// @param k 1 to 10,000
  /// @param width how many candidates the walk keeps, 1 to 10,000; at least k
  Hits nearest(Embedding query, int k, int width) throws IOException;

  /// All passages whose cosine with `query` is at least `minSimilarity`, at most `limit` of them.
  ///
  /// @param minSimilarity -1 to 1
  /// @param limit 1 to 10,000
  Hits within(Embedding query, float minSimilarity, int limit, Effort effort) throws IOException;

  /// The documents that answer a question best: those of the `depth` nearest passages, of the `depth` passages with the
  /// highest lexical scores, or of both, as [Question.By] says; more deeply where these are too few documents. Passages
  /// are scored by the question's fusion, and a document by its best passage.
  ///
  /// Best first; ties are in order of document id (by code points).
  ///
  /// @param depth how many passages are considered, 1 to 10,000; which documents come first hardly depends on it
  /// @param limit the most documents, 1 to 10,000
  List<Found> find(Question question, int depth, int limit) throws IOException;

  /// Where words of `asked` stand in `text`, as lexical scores see words: by their stems, Korean by pairs of letters. Words
  /// that every text has are left out. In order, none touching another.
  List<Span> sharedWords(String asked, String text) throws IOException;

  /// What each word of `asked` gives to the lexical score of these passages, for each of them the words that most comes from first;
  /// none for a passage that is gone.
  List<List<WordScore>> wordScores(String asked, List<Passage> passages) throws IOException;

  /// The names of the metadata fields that documents have, in order of their code points, at most `limit`.
  ///
  /// @param limit 1 to 10,000
  List<String> fieldNames(int limit) throws IOException;

  /// The values that a field has in the documents that pass `filter`. Of a list, each element counts.
  ///
  /// @param limit the most values, 1 to [Facet#MAX_VALUES]
  Facet facet(String field, Filter filter, int limit) throws IOException;

  /// The documents that share runs of words with a text, most telling first; ties are in order of document id (by code
  /// points). Titles do not count, nor runs that a thousand documents share.
  ///
  /// @param limit the most documents, 1 to 10,000
  List<Overlap> sharing(String text, int limit) throws IOException;

  /// The document as it was put, with its passages and their embeddings.
  Optional<EmbeddedDocument> embedded(String documentId) throws IOException;

  /// Hands every document with its passages and their embeddings to `reader`, over one snapshot and in no particular order.
  void scanDocuments(Consumer<EmbeddedDocument> reader) throws IOException;

  /// Hands every passage with its embedding to `reader`, over one snapshot: documents in no particular order, the
  /// passages of each one together and in theirs.
  void scan(BiConsumer<Passage, Embedding> reader) throws IOException;

  /// Embeddings of passages drawn at random, each at most once; all of them if there are no more than `count`.
  ///
  /// @param count 1 to 10,000
  /// @param random whose state alone decides which, for one state of the index
  List<Embedding> sample(int count, RandomGenerator random) throws IOException;

  /// Hands documents drawn at random to `reader`, each at most once and with the embeddings of its passages in their order; all
  /// of them if there are no more than `count`. All are of one snapshot, and come in no particular order.
  ///
  /// @param count 1 to 100,000
  /// @param random whose state alone decides which, for one state of the index
  void sampleDocuments(int count, RandomGenerator random, BiConsumer<Document, List<Embedding>> reader) throws IOException;

  /// Names what readers see now: two states of an index never have the same name, so that what was computed of one can be kept
  /// for as long as the name stays.
  String generation() throws IOException;

  /// What [#find] was last asked for by meaning, the latest first: at most 256, kept in memory only.
  List<Embedding> recentQuestions();

  /// Drops what was not committed, so that what is kept is exactly what a commit acknowledged; then frees the lock.
  /// Waits for housekeeping under way, which may take a while after much writing.
  @Override
  void close() throws IOException;
}
