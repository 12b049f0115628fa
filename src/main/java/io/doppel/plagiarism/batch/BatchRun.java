package io.doppel.plagiarism.batch;

import io.doppel.encoder.Encoder;
import io.doppel.plagiarism.Exempt;
import io.doppel.plagiarism.Plagiarism;
import io.doppel.plagiarism.alignment.Alignment;
import io.doppel.plagiarism.alignment.AlignmentSettings;
import io.doppel.plagiarism.alignment.Case;
import io.doppel.plagiarism.alignment.TextAlignment;
import io.doppel.plagiarism.assessment.Assessments;
import io.doppel.plagiarism.batch.KnownComparisons.Asked;
import io.doppel.plagiarism.batch.KnownComparisons.Likely;
import io.doppel.text.Document;
import io.doppel.text.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One run over the texts of a collection: the pairs that each of them is the first to be in. One thread at a time.
final class BatchRun {

  /// To be raised where alignment, or the search for sources, comes to find something else with the same settings.
  private static final int VERSION = 1;

  private final TextAlignment alignment = new TextAlignment(AlignmentSettings.standard());
  private final BatchQuery query;
  private final List<ComparedCollection> collections;
  private final KnownComparisons known;
  private final @Nullable Assessments said;
  private final List<ComparedText> bases = new ArrayList<>();
  private final Set<Compared> compared = new HashSet<>();
  private long reused;

  /// @param second of which collection
  private record Compared(String first, String collection, String second) {}

  /// @param collections the own one first, then archives
  BatchRun(
      BatchQuery query,
      List<ComparedCollection> collections,
      Encoder documents,
      KnownComparisons known,
      @Nullable Assessments said)
      throws IOException {
    this.query = query;
    this.collections = collections;
    this.known = known;
    this.said = said;
    ComparedCollection own = collections.getFirst();
    for (Document base : Plagiarism.bases(own.view(), query.leaveOut().base())) {
      bases.add(new ComparedText(base, own.hash(base.id()), documents));
    }
  }

  /// What every comparison depends on.
  static String basis(Encoder encoder) {
    return "%d %s %s".formatted(VERSION, encoder.fingerprint().unnamed(), AlignmentSettings.standard());
  }

  /// How many pairs were looked at closely.
  long comparisons() {
    return compared.size();
  }

  /// How many of them were known from an earlier run.
  long reused() {
    return reused;
  }

  /// The pairs of a text and others that were not looked at before.
  List<SimilarPair> pairs(String id) throws IOException {
    List<SimilarPair> pairs = new ArrayList<>();
    for (ComparedCollection collection : collections) {
      for (String other : likely(id, collection)) {
        boolean turned = collection.name().isEmpty() && id.compareTo(other) > 0;
        Optional<SimilarPair> pair =
            turned ? pair(other, collection, id) : pair(id, collection, other);
        pair.filter(one -> one.shareWithLeftOut() >= query.threshold()).ifPresent(pairs::add);
      }
    }
    return pairs;
  }

  /// Ids of the documents that a text is worth comparing with.
  private List<String> likely(String id, ComparedCollection collection) throws IOException {
    ComparedCollection own = collections.getFirst();
    Set<String> exclude = new TreeSet<>();
    if (collection == own) {
      exclude.addAll(query.leaveOut().base());
    }
    String state = "%s %d %s".formatted(collection.view().generation(), query.sources(), exclude);
    Asked asked = new Asked(collection.name(), id);
    Optional<List<String>> before = known.likely(asked, own.hash(id), state);
    if (before.isPresent()) {
      return before.get();
    }
    Optional<ComparedText> text = own.text(id);
    if (text.isEmpty()) {
      return List.of();
    }
    if (collection == own) {
      exclude.add(id);
    }
    List<String> found = collection.likely(text.get(), exclude, query.sources());
    known.note(asked, new Likely(own.hash(id), state, found));
    return found;
  }

  /// What two texts have in common; empty if that is nothing, or they were looked at before.
  private Optional<SimilarPair> pair(String first, ComparedCollection collection, String second) throws IOException {
    ComparedCollection own = collections.getFirst();
    if (!compared.add(new Compared(first, collection.name(), second))) {
      return Optional.empty();
    }
    Optional<Alignment> before = known.alignment(own.hash(first), collection.hash(second), second);
    if (before.isPresent()) {
      reused++;
      if (before.get().cases().isEmpty()) {
        return Optional.empty();
      }
    }
    Optional<ComparedText> here = own.text(first);
    Optional<ComparedText> there = collection.text(second);
    if (here.isEmpty() || there.isEmpty()) {
      return Optional.empty();
    }
    Alignment aligned = before.isPresent() ? before.get() : aligned(here.get(), there.get());
    return aligned.cases().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new PairComparison(told(own, here.get()), told(collection, there.get()), said)
                .of(aligned, query.sameAuthor()));
  }

  private Alignment aligned(ComparedText here, ComparedText there) {
    Alignment aligned = alignment.align(here.reading(), there.reading());
    known.note(here.hash(), there.hash(), aligned);
    return aligned;
  }

  private PairComparison.Text told(ComparedCollection collection, ComparedText text) throws IOException {
    Exempt exempt = text.exempt(each -> exempt(collection, each));
    return new PairComparison.Text(collection.name(), text, exempt);
  }

  private Exempt exempt(ComparedCollection collection, ComparedText text) {
    List<Span> template = new ArrayList<>();
    for (ComparedText base : bases) {
      Alignment aligned =
          known.alignment(text.hash(), base.hash(), base.id()).orElseGet(() -> aligned(text, base));
      aligned.cases().stream().map(Case::here).forEach(template::add);
    }
    return new Exempt(collection.view(), text.text(), template, query.leaveOut());
  }
}
