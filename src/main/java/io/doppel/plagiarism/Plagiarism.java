package io.doppel.plagiarism;

import io.doppel.encoder.Encoder;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.index.audit.RecentQuestions;
import io.doppel.plagiarism.alignment.Alignment;
import io.doppel.plagiarism.alignment.AlignmentSettings;
import io.doppel.plagiarism.alignment.Case;
import io.doppel.plagiarism.alignment.TextAlignment;
import io.doppel.plagiarism.citation.CitationCheck;
import io.doppel.plagiarism.citation.CitedAs;
import io.doppel.plagiarism.exclusion.Exclusions;
import io.doppel.plagiarism.exclusion.Reason;
import io.doppel.plagiarism.reading.Reading;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import io.doppel.text.Span;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Was this copied or paraphrased, and from where? Finds likely sources in a collection, then aligns the text with
/// each.
///
/// Any number of threads may ask at once; ends early where [Cancellation] says so. Index and encoder belong to the
/// caller, who closes them.
public final class Plagiarism {

  /// The most documents a text is compared with.
  static final int MAX_SOURCES = 20;

  private final TextAlignment alignment = new TextAlignment(AlignmentSettings.standard());
  private final PassageIndex index;
  private final Encoder encoder;
  private final Encoder documents;
  private final RecentQuestions recent;

  public Plagiarism(PassageIndex index, Encoder encoder) {
    this(index, encoder, encoder, new RecentQuestions());
  }

  /// @param documents embeds the documents of the index, which come again from check to check; makes the same
  ///     embeddings as `encoder`
  /// @param recent hears what is looked up by meaning
  public Plagiarism(PassageIndex index, Encoder encoder, Encoder documents, RecentQuestions recent) {
    this.index = index;
    this.recent = recent;
    this.encoder = encoder;
    this.documents = documents;
  }

  /// Checks a text against the collection.
  ///
  /// @throws Bounds.Violation if a base document is not in the collection
  public PlagiarismAnswer check(PlagiarismQuery query) throws IOException {
    Set<String> noSources = new HashSet<>(query.exclude());
    noSources.addAll(query.leaveOut().base());
    Reading here = Reading.of("", query.text(), encoder);
    try (IndexView view = index.view()) {
      SourceRetrieval.Candidates candidates =
          new SourceRetrieval(view, recent::add).candidates(here, noSources, MAX_SOURCES);
      List<String> ids = candidates.list().stream().map(SourceRetrieval.Candidate::id).toList();
      Exempt exempt = new Exempt(view, query.text(), template(view, here, query.leaveOut()), query.leaveOut());
      return answer(query, here, view.documents(ids).values(), exempt, candidates.truncated());
    }
  }

  private PlagiarismAnswer answer(
      PlagiarismQuery query,
      Reading here,
      Collection<Document> candidates,
      Exempt exempt,
      boolean truncated)
      throws IOException {
    List<Source> sources = new ArrayList<>();
    List<Case> cases = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    Map<Case, Document> foundIn = new HashMap<>();
    boolean cut = truncated;
    for (Document document : candidates) {
      Cancellation.check();
      if (document.text().length() > PlagiarismQuery.MAX_LENGTH) {
        cut = true; // A source has the bound of what is checked.
        continue;
      }
      Alignment aligned = alignment.align(here, Reading.of(document.id(), document.text(), documents));
      List<Case> found = aligned.cases();
      cut |= aligned.truncated();
      List<Optional<Reason>> reasons = exempt.reasons(found, document);
      for (int i = 0; i < found.size(); i++) {
        Case one = found.get(i);
        foundIn.put(one, document);
        reasons.get(i).ifPresentOrElse(reason -> leftOut.add(new LeftOut(one, reason)), () -> cases.add(one));
      }
      if (!found.isEmpty()) {
        sources.add(Source.of(document));
      }
    }
    return PlagiarismAnswer.of(
        query.text(), sources, cases, leftOut, cut, here.disguises(), citations(query.text(), foundIn));
  }

  /// Where a text says what base documents say too.
  private List<Span> template(IndexView view, Reading here, Exclusions leaveOut) throws IOException {
    List<Span> template = new ArrayList<>();
    for (Document base : bases(view, leaveOut.base())) {
      Reading read = Reading.of(base.id(), base.text(), documents);
      alignment.align(here, read).cases().forEach(found -> template.add(found.here()));
    }
    return template;
  }

  /// The base documents of these ids.
  ///
  /// @throws Bounds.Violation if one is not in the collection
  public static Collection<Document> bases(IndexView view, Set<String> ids) throws IOException {
    Map<String, Document> bases = view.documents(ids);
    for (String id : ids) {
      if (!bases.containsKey(id)) {
        throw new Bounds.Violation("base", "base must name documents of the collection, got " + id);
      }
    }
    return bases.values();
  }

  /// Compares two texts without a collection; the cases name no source.
  public static List<Case> compare(String suspicious, String source, Encoder encoder) {
    return compare(Reading.of("", suspicious, encoder), Reading.of("", source, encoder)).cases();
  }

  private static Alignment compare(Reading here, Reading there) {
    return new TextAlignment(AlignmentSettings.standard()).align(here, there);
  }

  /// What two texts have in common, as the answer of a check.
  ///
  /// @param title what the source is called
  public static PlagiarismAnswer check(String suspicious, String title, String source, Encoder encoder) {
    Reading here = Reading.of("", suspicious, encoder);
    Alignment aligned = compare(here, Reading.of("", source, encoder));
    Document document = new Document("source", title, source, Map.of());
    Map<Case, Document> foundIn = new HashMap<>();
    aligned.cases().forEach(found -> foundIn.put(found, document));
    return PlagiarismAnswer.of(
        suspicious,
        List.of(new Source("", title, source, 0, 0)),
        aligned.cases(),
        List.of(),
        aligned.truncated(),
        here.disguises(),
        citations(suspicious, foundIn));
  }

  /// How a text names the sources of its cases.
  private static Map<Case, CitedAs> citations(String text, Map<Case, Document> foundIn) {
    if (foundIn.isEmpty()) {
      return Map.of();
    }
    Map<Case, CitedAs> citations = new HashMap<>();
    CitationCheck check = new CitationCheck(text);
    foundIn.forEach((found, source) -> check.of(found, source).ifPresent(cited -> citations.put(found, cited)));
    return citations;
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
