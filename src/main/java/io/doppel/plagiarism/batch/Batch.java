package io.doppel.plagiarism.batch;

import io.doppel.encoder.Encoder;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.plagiarism.LeftOut;
import io.doppel.plagiarism.Plagiarism;
import io.doppel.plagiarism.SourceRetrieval;
import io.doppel.plagiarism.SourceRetrieval.Candidate;
import io.doppel.plagiarism.alignment.Alignment;
import io.doppel.plagiarism.alignment.AlignmentSettings;
import io.doppel.plagiarism.alignment.Case;
import io.doppel.plagiarism.alignment.TextAlignment;
import io.doppel.plagiarism.batch.Submissions.Submission;
import io.doppel.plagiarism.exclusion.Reason;
import io.doppel.plagiarism.reading.Reading;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import io.doppel.text.disguise.Disguise;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/// Holds all texts of a collection against each other: for each, source retrieval names the few that are worth
/// comparing, and only these are aligned, so that the time grows with the number of texts and not with its square.
///
/// One thread may run it. Index and encoder belong to the caller, who closes them.
public final class Batch {

  /// The most documents: a larger collection is a library, not a class.
  public static final int MAX_DOCUMENTS = 10_000;

  private final TextAlignment alignment = new TextAlignment(AlignmentSettings.standard());
  private final PassageIndex index;
  private final Encoder documents;

  /// @param documents embeds the documents of the index, each more than once
  public Batch(PassageIndex index, Encoder documents) {
    this.index = index;
    this.documents = documents;
  }

  /// Compares all documents but the base documents.
  ///
  /// @param progress hears how many documents are done
  /// @param cancelled asked before each document
  /// @throws java.util.concurrent.CancellationException once `cancelled` says so
  /// @throws Bounds.Violation if there are too many documents, or a base document is not in the collection
  public BatchAnswer run(BatchQuery query, LongConsumer progress, BooleanSupplier cancelled) throws IOException {
    try (IndexView view = index.view()) {
      return run(view, query, progress, cancelled);
    }
  }

  private BatchAnswer run(
      IndexView view, BatchQuery query, LongConsumer progress, BooleanSupplier cancelled)
      throws IOException {
    Bounds.check("documents", (int) Math.min(Integer.MAX_VALUE, view.documents()), 0, MAX_DOCUMENTS);
    Set<String> bases = query.leaveOut().base();
    SourceRetrieval retrieval = new SourceRetrieval(view);
    Submissions submissions = new Submissions(view, documents, alignment, read(view, bases), query.leaveOut());
    List<SimilarPair> pairs = new ArrayList<>();
    Set<List<String>> compared = new HashSet<>();
    List<String> ids = view.documentIds("", MAX_DOCUMENTS).stream().filter(id -> !bases.contains(id)).toList();
    long done = 0;
    for (String id : ids) {
      Cancellation.check(cancelled);
      Optional<Submission> text = submissions.get(id);
      if (text.isPresent()) {
        for (String other : likely(retrieval, text.get(), query)) {
          boolean first = id.compareTo(other) < 0;
          Optional<Submission> source =
              compared.add(first ? List.of(id, other) : List.of(other, id)) ? submissions.get(other) : Optional.empty();
          if (source.isPresent()) {
            SimilarPair pair =
                first ? compare(text.get(), source.get(), query) : compare(source.get(), text.get(), query);
            if (pair.shareWithLeftOut() >= query.threshold()) {
              pairs.add(pair);
            }
          }
        }
      }
      done++;
      progress.accept(done);
    }
    pairs.sort(
        Comparator.comparingDouble(SimilarPair::share)
            .thenComparingDouble(SimilarPair::shareWithLeftOut)
            .reversed()
            .thenComparing(pair -> pair.first().id())
            .thenComparing(pair -> pair.second().id()));
    List<SimilarPair> linked = pairs.stream().filter(pair -> pair.share() >= query.threshold()).toList();
    return new BatchAnswer(ids.size(), compared.size(), submissions.tooLong(), pairs, Clusters.of(linked));
  }

  private List<Reading> read(IndexView view, Set<String> bases) throws IOException {
    List<Reading> readings = new ArrayList<>();
    for (Document base : Plagiarism.bases(view, bases)) {
      readings.add(Reading.of(base.id(), base.text(), documents));
    }
    return readings;
  }

  /// Ids of the documents that a text is worth comparing with.
  private static List<String> likely(SourceRetrieval retrieval, Submission text, BatchQuery query) throws IOException {
    Set<String> exclude = new HashSet<>(query.leaveOut().base());
    exclude.add(text.document().id());
    return retrieval.candidates(text.reading(), exclude, query.sources()).list().stream().map(Candidate::id).toList();
  }

  private SimilarPair compare(Submission first, Submission second, BatchQuery query) throws IOException {
    boolean sameAuthor =
        query.sameAuthor() && !first.author().isEmpty() && first.author().equalsIgnoreCase(second.author());
    List<Case> counted = new ArrayList<>();
    List<LeftOut> leftOut = new ArrayList<>();
    Alignment aligned = alignment.align(first.reading(), second.reading());
    List<Case> found = aligned.cases();
    List<Optional<Reason>> here =
        sameAuthor
            ? Collections.nCopies(found.size(), Optional.of(Reason.AUTHOR))
            : first.exempt().reasons(found, second.document());
    List<Case> open = IntStream.range(0, found.size()).filter(i -> here.get(i).isEmpty()).mapToObj(found::get).toList();
    Iterator<Optional<Reason>> there = second.exempt().reasons(turned(open, first), first.document()).iterator();
    for (int i = 0; i < found.size(); i++) {
      Case one = found.get(i);
      here.get(i)
          .or(there::next)
          .ifPresentOrElse(why -> leftOut.add(new LeftOut(one, why)), () -> counted.add(one));
    }
    List<Case> both = new ArrayList<>(counted);
    leftOut.forEach(each -> both.add(each.found()));
    return new SimilarPair(
        side(first, counted, both),
        side(second, turned(counted, first), turned(both, first)),
        counted,
        leftOut,
        aligned.truncated());
  }

  private static SimilarPair.Side side(Submission text, List<Case> counted, List<Case> withLeftOut) {
    Document document = text.document();
    return new SimilarPair.Side(
        document.id(),
        document.title(),
        text.exempt().coverage(counted),
        Plagiarism.coverage(document.text(), withLeftOut),
        text.reading().disguises().stream().mapToInt(Disguise::letters).sum());
  }

  private static List<Case> turned(List<Case> cases, Submission first) {
    return cases.stream().map(found -> turned(found, first)).toList();
  }

  /// The case as the other text sees it.
  private static Case turned(Case found, Submission first) {
    return new Case(
        first.document().id(), found.there(), found.here(), found.kind(), found.similarity(), found.evidence());
  }
}
