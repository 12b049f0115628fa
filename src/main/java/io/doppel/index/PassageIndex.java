package io.doppel.index;

import io.doppel.index.failure.IndexUnavailableException;
import io.doppel.index.hit.Found;
import io.doppel.index.hit.Hit;
import io.doppel.index.query.Filter;
import io.doppel.index.upkeep.Distribution;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.index.upkeep.Upkeep;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Keeps documents with the embeddings of their passages and answers which passages are near. Any number of threads may
/// read and write at once.
///
/// Reading needs no lock: [#view()] is the last published state. Writes are idempotent batches, and [#publish()] makes
/// what was written durable and visible. A batch that failed may be there in part; whoever writes it again puts that
/// right, and nobody has to roll anything back. What a caller may rely on, with an index in a local folder and with one
/// that is kept elsewhere:
///
/// | method | local folder | elsewhere |
/// | --- | --- | --- |
/// | [#view()] | one commit, held open | a point in time (1) |
/// | [#put] | shows with [#publish()]; a failure loses nothing acknowledged | idempotent, in part after a failure (2) |
/// | [#delete(Collection)], [#delete(Filter)] | as [#put]; counts what readers see | as [#put] |
/// | [#publish()] | on the disk and visible when it returns | durable and visible when it returns |
/// | [#discard()] | drops all since the last [#publish()] | may do nothing (3) |
/// | [#release()] | lets another process write | does nothing where there is no lock |
/// | [#configure] | holds from then on | what is of no use there is kept |
/// | [IndexView#nearest], [IndexView#within] `EXACT` | every vector is scored | the same |
/// | [IndexView#nearest] `APPROXIMATE` | finds .95 of the nearest, else as `EXACT` (4) | by the backend's graph |
/// | [Hit#similarity()] | the cosine in float32, the same bits each time | the cosine, within 1e-5 |
/// | [Found.Match#lexicalScore()] | BM25 as it stands there | the same within a tenth (5) |
/// | [IndexView#sharing], [IndexView#facets], [IndexView#documentIds] | exact | exact |
/// | [IndexView#generation()] | changes with every commit that changes something | never stays through one |
/// | order of ties | by document id, then offset | the same |
/// | [#upkeep()], [IndexView#graph()], [Catalog#copies()] | there | as the backend can |
///
/// 1. Commits of other processes show within a second. The backend may give a view up after minutes; reads of it are
///    [IndexUnavailableException]s then.
/// 2. A document is replaced whole, but some backends show it before [#publish()].
/// 3. What was written stays there, until it is written again.
/// 4. Each graph is tried when it is written.
/// 5. Lengths may be rounded, deleted documents be counted for a while, and statistics be those of a shard.
public interface PassageIndex extends Closeable {

  /// The most hits, or ids, one question gets, and the most elements of a list.
  int MAX_HITS = 10_000;

  /// The most documents one sample holds.
  int MAX_SAMPLE = 100_000;

  /// The passport the index was made with.
  Passport passport();

  /// The state that was published last: here at once, by others within a second or so.
  ///
  /// @throws io.doppel.index.failure.IndexClosedException if this index is closed, or was deleted
  /// @throws PassportMismatchException if it was made anew with another passport
  IndexView view() throws IOException;

  /// The settings that were published last.
  default IndexSettings settings() throws IOException {
    try (IndexView view = view()) {
      return view.settings();
    }
  }

  /// Changes the settings; publishes. The storage holds for what is written from then on.
  ///
  /// @throws io.doppel.text.Bounds.Violation if the languages are others and there are documents, whose words were
  ///     taken for those before
  void configure(IndexSettings settings) throws IOException;

  /// Why a document cannot be put, as where it is longer than the place takes; asked before it is embedded. Empty if it
  /// can.
  ///
  /// @param passages of the document
  default Optional<String> refusal(Document document, List<Passage> passages) {
    return Optional.empty();
  }

  /// Adds documents, or replaces those with their ids, each in one step: a reader sees the old or the new one, whole.
  /// Of two with one id the later one stays.
  ///
  /// @param documents their passages in the order of their offsets; parts of the document's text
  /// @throws io.doppel.index.failure.IndexLockedException if another process writes to this index
  void put(List<EmbeddedDocument> documents) throws IOException;

  /// Removes documents with all their passages; how many of them readers see until [#publish()].
  long delete(Collection<String> documentIds) throws IOException;

  /// Removes all documents that pass, those among them too that were put since the last [#publish()].
  ///
  /// @return how many readers see until then
  long delete(Filter filter) throws IOException;

  /// Makes everything put and deleted so far durable and visible, and what others have published visible too.
  void publish() throws IOException;

  /// Drops what was put and deleted since the last [#publish()], if the backend can.
  void discard() throws IOException;

  /// Gives the right to write back to others, until the next write. Drops what was not published.
  void release() throws IOException;

  /// What can be done to this index as a whole, where the backend leaves that to its users.
  Optional<Upkeep> upkeep();

  /// How it lies over the nodes of a cluster, if it does.
  default Optional<Distribution> distribution() throws IOException {
    return Optional.empty();
  }

  /// Drops what was not published; then frees the lock.
  /// Waits for housekeeping under way, which may take a while after much writing.
  @Override
  void close() throws IOException;
}
