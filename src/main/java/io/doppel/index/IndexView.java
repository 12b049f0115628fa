package io.doppel.index;

import io.doppel.encoder.Embedding;
import io.doppel.index.failure.IndexClosedException;
import io.doppel.index.failure.IndexUnavailableException;
import io.doppel.index.hit.Facet;
import io.doppel.index.hit.Found;
import io.doppel.index.hit.Hits;
import io.doppel.index.hit.Sharing;
import io.doppel.index.hit.Ranked;
import io.doppel.index.hit.WordScore;
import io.doppel.index.query.Depth;
import io.doppel.index.query.Effort;
import io.doppel.index.query.Filter;
import io.doppel.index.query.Question;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// One published state of an index, from which all parts of one answer are read: whatever is published, deleted or
/// closed meanwhile does not show. Thread-safe. To be closed by whoever opened it, and soon: the backend keeps for it
/// what is gone from the index.
///
/// ```java
/// try (IndexView view = index.view()) {
///   List<Found> found = view.find(question, new Depth(100, 20), 10);
///   List<Facet> facets = view.facets(List.of("lang"), question.filter(), 50);
/// }
/// ```
///
/// What comes in lists is answered in one go, one answer for each and in their order; a list has at most 10,000
/// elements. Whatever takes long ends early where [io.doppel.work.Cancellation] says so. Every method may throw
/// [IndexUnavailableException], and after [#close()] [IndexClosedException]. What may be relied on with which backend
/// stands at [PassageIndex].
public interface IndexView extends Closeable {

  /// Names the state: two states of an index that differ never have the same name, so that what was computed of one can
  /// be kept for as long as the name stays.
  String generation() throws IOException;

  /// The settings of this state.
  IndexSettings settings() throws IOException;

  /// Number of documents.
  long documents() throws IOException;

  /// Number of passages.
  long passages() throws IOException;

  /// Ids of documents in code point order, those after `after` (empty: from the start), at most `limit`.
  ///
  /// @param limit 1 to 10,000
  List<String> documentIds(String after, int limit) throws IOException;

  /// The content hashes of those of these documents that are there, see [ContentHash]; cheaper than reading them.
  Map<String, String> contentHashes(Collection<String> documentIds) throws IOException;

  /// The titles of those of these documents that are there, in the order of the ids; no text is read for them.
  Map<String, String> titles(Collection<String> documentIds) throws IOException;

  /// Those of these documents that are there, in the order of the ids, as they were put.
  Map<String, Document> documents(Collection<String> documentIds) throws IOException;

  /// Those of these documents that are there, in the order of the ids, with their passages and embeddings.
  Map<String, EmbeddedDocument> embedded(Collection<String> documentIds) throws IOException;

  /// The `k` passages most similar to each query; fewer only if there are fewer. Truncated means that there are more.
  ///
  /// @param k 1 to 10,000
  List<Hits> nearest(List<Embedding> queries, int k, Effort effort) throws IOException;

  /// All passages whose cosine with a query is at least `minSimilarity`, at most `limit` of them for each query.
  ///
  /// @param minSimilarity -1 to 1
  /// @param limit 1 to 10,000
  List<Hits> within(List<Embedding> queries, float minSimilarity, int limit, Effort effort) throws IOException;

  /// The documents that answer each question best: those of the nearest passages, of the passages with the highest
  /// lexical scores, or of both, as [Question.By] says; as many of either as [Depth] says. Where a greater `limit` than
  /// there are documents at that depth needs more, more passages are considered.
  /// Passages are scored by the question's fusion, and a document by its best passage.
  ///
  /// Best first; ties are in order of document id (by code points).
  ///
  /// @param depth which documents come first hardly depends on it
  /// @param limit the most documents of a question, 1 to 10,000
  List<List<Found>> find(List<Question> questions, Depth depth, int limit) throws IOException;

  /// The same documents in the same order, told by ids and scores alone, so that no text is read.
  List<List<Ranked>> rank(List<Question> questions, Depth depth, int limit) throws IOException;

  /// What each word of `asked` gives to the lexical score of these passages, for each of them the words that most comes
  /// from first; none for a passage that is gone.
  List<List<WordScore>> wordScores(String asked, List<Passage> passages) throws IOException;

  /// The names of the metadata fields that documents have, in order of their code points, at most `limit`.
  ///
  /// @param limit 1 to 10,000
  List<String> fieldNames(int limit) throws IOException;

  /// The values that each field has in the documents that pass `filter`. Of a list, each element counts; what
  /// is longer than [Facet#MAX_VALUE_BYTES] does not.
  ///
  /// @param limit the most values of a field, 1 to [Facet#MAX_VALUES]
  List<Facet> facets(List<String> fields, Filter filter, int limit) throws IOException;

  /// The documents that share runs of words with each text, and how many of its runs too many share. Titles do not
  /// count.
  ///
  /// @param limit the most documents of a text, 1 to 10,000
  List<Sharing> sharing(List<String> texts, int limit) throws IOException;

  /// Hands every document with its passages and their embeddings to `reader`, in no particular order.
  void scan(Consumer<EmbeddedDocument> reader) throws IOException;

  /// Embeddings of passages drawn at random, each at most once; all of them if there are no more than `count`.
  ///
  /// @param count 1 to 10,000
  /// @param random whose state alone decides which, for one state of the index
  List<Embedding> sample(int count, RandomGenerator random) throws IOException;

  /// Hands documents drawn at random to `reader`, each at most once and with the embeddings of its passages in their
  /// order; all of them if there are no more than `count`, and in no particular order.
  ///
  /// @param count 1 to 100,000
  /// @param random whose state alone decides which, for one state of the index
  void sampleDocuments(
      int count, RandomGenerator random, BiConsumer<Document, List<Embedding>> reader)
      throws IOException;

  /// Searches by a graph of whatever width, where the backend has one.
  Optional<GraphWalk> graph();

  @Override
  void close() throws IOException;

  /// The document as it was put.
  default Optional<Document> document(String documentId) throws IOException {
    return Optional.ofNullable(documents(List.of(documentId)).get(documentId));
  }

  /// The same of one query.
  default Hits nearest(Embedding query, int k, Effort effort) throws IOException {
    return nearest(List.of(query), k, effort).getFirst();
  }

  /// The same of one question.
  default List<Found> find(Question question, Depth depth, int limit) throws IOException {
    return find(List.of(question), depth, limit).getFirst();
  }
}
