package io.doppel.server.route.collection;

import io.doppel.api.duplicates.CandidateJson;
import io.doppel.api.duplicates.PairJson;
import io.doppel.duplicates.DuplicateAnswer.Candidate;
import io.doppel.engine.DocumentCollection;
import io.doppel.index.ContentHash;
import io.doppel.index.IndexView;
import io.doppel.server.problem.DuplicatesRefusedException;
import io.doppel.server.problem.Problem.Known;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Looks at documents before they are stored: was this asked before? A document that is there already with the same id
/// and content passes, so that to send it again changes nothing. Documents of one request are not compared with each
/// other.
enum DuplicateGate {
  /// Nothing is stored if one of them is a duplicate.
  REJECT,
  /// All are stored, and the answer says which are duplicates.
  FLAG,
  /// All are stored unseen.
  ALLOW;

  /// Each document costs a search, while the caller waits.
  private static final int MAX_DOCUMENTS = 100;

  private static final int MAX_CANDIDATES = 5;

  /// @param given the value of `on_duplicate`, null if it is left out
  static DuplicateGate of(@Nullable String given) {
    if (given == null) {
      return ALLOW;
    }
    for (DuplicateGate gate : values()) {
      if (gate.name().toLowerCase(Locale.ROOT).equals(given)) {
        return gate;
      }
    }
    throw new Bounds.Violation(
        "on_duplicate", "on_duplicate must be reject, flag or allow, got \"%s\"".formatted(given));
  }

  /// The documents that are duplicates of others in the collection.
  ///
  /// @throws DuplicatesRefusedException if this gate rejects them
  List<Known> look(List<Document> documents, DocumentCollection collection) throws IOException {
    if (this == ALLOW) {
      return List.of();
    }
    Bounds.check("documents", documents.size(), 0, MAX_DOCUMENTS);
    List<Known> known = new ArrayList<>();
    Map<String, String> there;
    try (IndexView view = collection.view()) {
      there = view.contentHashes(documents.stream().map(Document::id).distinct().toList());
    }
    for (Document document : documents) {
      if (!ContentHash.of(document).equals(there.get(document.id()))) {
        List<Candidate> duplicates = collection.duplicates().duplicatesOf(document, MAX_CANDIDATES);
        if (!duplicates.isEmpty()) {
          String asked = PairJson.shown(document);
          known.add(
              new Known(document.id(), duplicates.stream().map(each -> CandidateJson.of(asked, each)).toList()));
        }
      }
    }
    if (this == REJECT && !known.isEmpty()) {
      throw new DuplicatesRefusedException(known);
    }
    return known;
  }
}
