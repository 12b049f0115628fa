package io.doppel.plagiarism;

import io.doppel.encoder.Encoder;
import io.doppel.index.PassageIndex;
import io.doppel.plagiarism.alignment.AlignmentSettings;
import io.doppel.plagiarism.alignment.Case;
import io.doppel.plagiarism.alignment.TextAlignment;
import io.doppel.plagiarism.reading.Reading;
import io.doppel.text.Document;
import io.doppel.text.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Was this copied or paraphrased, and from where? Finds likely sources in a collection, then aligns the text with each.
///
/// Any number of threads may ask at once. Index and encoder belong to the caller, who closes them.
public final class Plagiarism {

  /// The most documents a text is compared with.
  static final int MAX_SOURCES = 20;

  private final PassageIndex index;
  private final Encoder encoder;
  private final Encoder documents;
  private final SourceRetrieval retrieval;

  public Plagiarism(PassageIndex index, Encoder encoder) {
    this(index, encoder, encoder);
  }

  /// @param documents embeds the documents of the index, which come again from check to check; makes the same embeddings
  ///   as `encoder`
  public Plagiarism(PassageIndex index, Encoder encoder, Encoder documents) {
    this.index = index;
    this.encoder = encoder;
    this.documents = documents;
    this.retrieval = new SourceRetrieval(index, encoder);
  }

  /// Checks a text against the collection.
  public PlagiarismAnswer check(PlagiarismQuery query) throws IOException {
    SourceRetrieval.Candidates candidates = retrieval.candidates(query.text(), query.exclude(), MAX_SOURCES);
    TextAlignment alignment = new TextAlignment(AlignmentSettings.standard());
    Reading here = Reading.of("", query.text(), encoder);
    List<Source> sources = new ArrayList<>();
    List<Case> cases = new ArrayList<>();
    for (SourceRetrieval.Candidate candidate : candidates.list()) {
      Optional<Document> document = index.document(candidate.id());
      if (document.isEmpty()) {
        continue; // deleted since it was found
      }
      Reading there = Reading.of(candidate.id(), document.get().text(), documents);
      List<Case> found = alignment.align(here, there);
      if (!found.isEmpty()) {
        cases.addAll(found);
        sources.add(
            new Source(
                candidate.id(),
                document.get().title(),
                document.get().text(),
                coverage(query.text(), found),
                found.size()));
      }
    }
    sources.sort(Comparator.comparingDouble(Source::coverage).reversed().thenComparing(Source::id));
    cases.sort(
        Comparator.<Case>comparingInt(found -> found.here().start())
            .thenComparingInt(found -> found.here().end())
            .thenComparing(Case::source));
    return new PlagiarismAnswer(coverage(query.text(), cases), sources, cases, candidates.truncated());
  }

  /// Compares two texts; the cases name no source.
  public List<Case> compare(String suspicious, String source) {
    return compare(suspicious, source, encoder);
  }

  /// Compares two texts without a collection; the cases name no source.
  public static List<Case> compare(String suspicious, String source, Encoder encoder) {
    return new TextAlignment(AlignmentSettings.standard())
        .align(Reading.of("", suspicious, encoder), Reading.of("", source, encoder));
  }

  /// Part of a text, from 0 to 1, that lies in some case. Characters are counted as UTF-16 units.
  public static double coverage(String text, List<Case> cases) {
    List<Span> spans =
        cases.stream().map(Case::here).sorted(Comparator.comparingInt(Span::start)).toList();
    int covered = 0;
    int end = 0;
    for (Span span : spans) {
      covered += Math.max(0, span.end() - Math.max(end, span.start()));
      end = Math.max(end, span.end());
    }
    return text.isEmpty() ? 0 : (double) covered / text.length();
  }
}
