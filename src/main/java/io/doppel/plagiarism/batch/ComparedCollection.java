package io.doppel.plagiarism.batch;

import io.doppel.encoder.Encoder;
import io.doppel.index.IndexView;
import io.doppel.plagiarism.PlagiarismQuery;
import io.doppel.plagiarism.SourceRetrieval;
import io.doppel.plagiarism.SourceRetrieval.Candidate;
import io.doppel.text.Document;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// One collection as a run sees it, in one state. Texts that were used last stay in memory, so that each is read once
/// for many comparisons. One thread at a time.
final class ComparedCollection {

  /// Characters of the texts that all collections of a run keep in memory: some 200 MB with the vectors and words of
  /// their sentences, or two hundred papers of ten pages.
  static final long MAX_LENGTH = 5_000_000;

  private final String name;
  private final IndexView view;
  private final Encoder encoder;
  private final long maxLength;
  private final SourceRetrieval retrieval;
  private final Map<String, String> hashes = new HashMap<>();
  private final Map<String, ComparedText> kept = new LinkedHashMap<>(16, .75f, true);
  private final Set<String> tooLong = new TreeSet<>();
  private long length;

  /// @param name empty for the collection whose texts are all held against each other
  /// @param view open for as long as this is used
  /// @param maxLength characters of its texts that stay in memory
  ComparedCollection(String name, IndexView view, Encoder encoder, long maxLength) {
    this.name = name;
    this.view = view;
    this.encoder = encoder;
    this.maxLength = maxLength;
    this.retrieval = new SourceRetrieval(view);
  }

  String name() {
    return name;
  }

  IndexView view() {
    return view;
  }

  /// Ids of the documents asked for that are too long.
  Set<String> tooLong() {
    return tooLong;
  }

  /// The hash of a document's content; empty if there is no such document.
  String hash(String id) throws IOException {
    String known = hashes.get(id);
    if (known == null) {
      known = view.contentHashes(List.of(id)).getOrDefault(id, "");
      hashes.put(id, known);
    }
    return known;
  }

  /// Empty if it is longer than any text that is checked.
  Optional<ComparedText> text(String id) throws IOException {
    ComparedText known = kept.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Document> document = view.document(id);
    if (document.isEmpty() || document.get().text().length() > PlagiarismQuery.MAX_LENGTH) {
      document.ifPresent(_ -> tooLong.add(id));
      return Optional.empty();
    }
    ComparedText text = new ComparedText(document.get(), hash(id), encoder);
    kept.put(id, text);
    length += text.text().length();
    // At least the two that are compared stay.
    for (Iterator<ComparedText> oldest = kept.values().iterator(); length > maxLength && kept.size() > 2; ) {
      length -= oldest.next().text().length();
      oldest.remove();
    }
    return Optional.of(text);
  }

  /// Ids of its documents that a text is worth comparing with, the likeliest first.
  List<String> likely(ComparedText text, Set<String> exclude, int limit) throws IOException {
    return retrieval.candidates(text.reading(), exclude, limit).list().stream().map(Candidate::id).toList();
  }
}
