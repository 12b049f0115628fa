package io.doppel.plagiarism.batch;

import io.doppel.encoder.Encoder;
import io.doppel.index.IndexView;
import io.doppel.plagiarism.Exempt;
import io.doppel.plagiarism.PlagiarismQuery;
import io.doppel.plagiarism.alignment.TextAlignment;
import io.doppel.plagiarism.exclusion.Exclusions;
import io.doppel.plagiarism.reading.Reading;
import io.doppel.text.Document;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The documents that are compared, read once for many comparisons: those that were used last stay in memory.
final class Submissions {

  /// Sentences kept in memory: some 200 MB with their vectors and words, or two hundred papers of ten pages.
  private static final int MAX_UNITS = 50_000;

  private final IndexView view;
  private final Encoder encoder;
  private final TextAlignment alignment;
  private final List<Reading> bases;
  private final Exclusions leaveOut;
  private final Map<String, Submission> kept = new LinkedHashMap<>(16, .75f, true);
  private final Set<String> tooLong = new TreeSet<>();
  private int units;

  Submissions(IndexView view, Encoder encoder, TextAlignment alignment, List<Reading> bases, Exclusions leaveOut) {
    this.view = view;
    this.encoder = encoder;
    this.alignment = alignment;
    this.bases = bases;
    this.leaveOut = leaveOut;
  }

  /// Ids of the documents asked for that are too long.
  List<String> tooLong() {
    return List.copyOf(tooLong);
  }

  /// A document, read, with what of it does not count.
  record Submission(Document document, Reading reading, Exempt exempt) {

    String author() {
      return document.fields().getOrDefault("author", "").strip();
    }
  }

  /// Empty if it is gone since, or longer than any text that is checked.
  Optional<Submission> get(String id) throws IOException {
    Submission known = kept.get(id);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Document> document = view.document(id);
    if (document.isEmpty() || document.get().text().length() > PlagiarismQuery.MAX_LENGTH) {
      document.ifPresent(_ -> tooLong.add(id));
      return Optional.empty();
    }
    Reading reading = Reading.of(id, document.get().text(), encoder);
    Submission read =
        new Submission(
            document.get(),
            reading,
            new Exempt(view, document.get().text(), reading, bases, alignment, leaveOut));
    kept.put(id, read);
    units += reading.size();
    // At least the two that are compared stay.
    for (Iterator<Submission> oldest = kept.values().iterator(); units > MAX_UNITS && kept.size() > 2; ) {
      units -= oldest.next().reading().size();
      oldest.remove();
    }
    return Optional.of(read);
  }
}
