package io.doppel.server.route.collection;

import io.doppel.api.duplicates.CandidateJson;
import io.doppel.duplicates.DuplicateAnswer.Candidate;
import io.doppel.duplicates.Duplicates;
import io.doppel.duplicates.mining.Mined;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.curation.Curation;
import io.doppel.engine.curation.OnDuplicate;
import io.doppel.index.ContentHash;
import io.doppel.index.IndexView;
import io.doppel.server.problem.DuplicatesRefusedException;
import io.doppel.server.problem.Problem;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Looks at documents before they are stored: does another one say the same, in the collection or earlier in the same
/// request? One that is there already with the same id and content passes.
///
/// @param known documents that say what others say, each with these
/// @param merged ids of documents that are not stored, each with that of the one that it is merged into
record DuplicateGate(Map<String, Problem.Known> known, Map<String, String> merged) {

  /// Each document costs a search, while the caller waits.
  private static final int MAX_DOCUMENTS = 100;

  private static final int MAX_CANDIDATES = 5;

  /// @param documents each with another id
  /// @throws DuplicatesRefusedException if one is rejected; then nothing is to be stored
  static DuplicateGate look(OnDuplicate gate, List<Document> documents, DocumentCollection collection)
      throws IOException {
    if (gate == OnDuplicate.ALLOW) {
      return new DuplicateGate(Map.of(), Map.of());
    }
    Bounds.check("documents", documents.size(), 0, MAX_DOCUMENTS);
    Map<String, String> there;
    try (IndexView view = collection.view()) {
      there = view.contentHashes(documents.stream().map(Document::id).distinct().toList());
    }
    List<Document> news =
        documents.stream().filter(each -> !ContentHash.of(each).equals(there.get(each.id()))).toList();
    Set<String> ids = new HashSet<>(news.stream().map(Document::id).toList());
    Duplicates duplicates = collection.duplicates();
    Map<String, List<Candidate>> among = duplicates.among(news, MAX_CANDIDATES);
    Map<Document, List<Candidate>> known = new LinkedHashMap<>();
    Map<String, String> merged = new HashMap<>();
    for (Document document : news) {
      // What this request replaces is no longer what it was.
      List<Candidate> found =
          Stream.concat(
                  duplicates.duplicatesOf(document, MAX_CANDIDATES).stream()
                      .filter(each -> !ids.contains(each.document().id())),
                  among.getOrDefault(document.id(), List.of()).stream())
              .limit(MAX_CANDIDATES)
              .toList();
      if (!found.isEmpty()) {
        known.put(document, found);
        if (gate == OnDuplicate.MERGE && !there.containsKey(document.id())) {
          String into = found.getFirst().document().id();
          merged.put(document.id(), merged.getOrDefault(into, into));
        }
      }
    }
    Map<String, String> clusters = known.isEmpty() ? Map.of() : clusters(collection);
    List<Problem.Known> told =
        known.entrySet().stream().map(each -> known(each.getKey(), each.getValue(), clusters)).toList();
    if (gate == OnDuplicate.REJECT && !told.isEmpty()) {
      throw new DuplicatesRefusedException(told);
    }
    Map<String, Problem.Known> byId = new HashMap<>();
    told.forEach(each -> byId.put(each.id(), each));
    return new DuplicateGate(byId, merged);
  }

  private static Problem.Known known(Document document, List<Candidate> found, Map<String, String> clusters) {
    String asked = document.shown();
    return new Problem.Known(
        document.id(),
        found.stream().map(each -> CandidateJson.of(asked, each)).toList(),
        found.stream()
            .flatMap(each -> Stream.ofNullable(clusters.get(each.document().id())))
            .findFirst()
            .orElse(null));
  }

  private static Map<String, String> clusters(DocumentCollection collection) throws IOException {
    // As they were found last: whoever writes does not wait until somebody has looked through the collection.
    Optional<Mined> found = collection.mining().lastFound();
    return found.isEmpty() ? Map.of() : collection.mining().clusters(found.get()).names();
  }

  /// Of several documents with one id the last one, which is the one that stays.
  static List<Document> last(List<Document> documents) {
    Map<String, Document> last = new LinkedHashMap<>();
    documents.forEach(each -> last.put(each.id(), each));
    return List.copyOf(last.values());
  }

  /// Merges what is to be merged, once the others are stored.
  ///
  /// @return why some are not, by their ids: what they were to be merged into was not stored itself, maybe
  Map<String, String> merge(List<Document> documents, DocumentCollection collection) throws IOException {
    Map<String, String> refused = new HashMap<>();
    List<Curation.Incoming> incoming =
        documents.stream()
            .filter(each -> merged.containsKey(each.id()))
            .map(each -> new Curation.Incoming(merged.getOrDefault(each.id(), ""), each))
            .toList();
    for (Curation.Refused each : new Curation(collection).mergeInto(incoming)) {
      refused.put(
          each.document().id(),
          "it says what \"%s\" says, and cannot be merged into it: %s"
              .formatted(merged.get(each.document().id()), each.reason()));
    }
    return refused;
  }

  /// The cluster that a document joins, if it is known.
  @Nullable String cluster(String id) {
    Problem.Known found = known.get(id);
    return found == null ? null : found.cluster();
  }

  /// What says the same as a document.
  @Nullable List<CandidateJson> candidates(String id) {
    Problem.Known found = known.get(id);
    return found == null ? null : found.candidates();
  }
}
