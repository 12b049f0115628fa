package io.doppel.engine.curation;

import io.doppel.duplicates.Decisions;
import io.doppel.duplicates.Decisions.Decision;
import io.doppel.duplicates.Decisions.Kind;
import io.doppel.duplicates.mining.Mined;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.indexing.IndexingListener;
import io.doppel.index.IndexView;
import io.doppel.source.DocumentSource;
import io.doppel.source.SourceRecord;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

/// What people do to the duplicates of a collection. Decisions about pairs and about clusters are one thing: a cluster
/// is decided by deciding about pairs of it. Each step is in the [History] and can be taken back as a whole.
/// Thread-safe, as far as the collection is: of two steps about the same documents the later one counts.
public final class Curation {

  /// The most documents that are decided about in one step.
  public static final int MAX_DOCUMENTS = 1_000;

  /// The most pairs that are decided about in one step.
  public static final int MAX_DECISIONS = 1_000;

  /// Ends what cannot be done whole before it is published.
  private static final IndexingListener REFUSING =
      new IndexingListener() {
        @Override
        public void rejected(SourceRecord.Rejected rejected) {
          throw new Bounds.Violation("documents", rejected.reason());
        }
      };

  private final DocumentCollection collection;
  private final History history;
  private final Gate gate;

  /// Makes a source of documents that are to be stored, within the limits of whoever wants that. What the source
  /// rejects refuses the step.
  @FunctionalInterface
  public interface Gate {
    DocumentSource of(List<Document> made);
  }

  public Curation(DocumentCollection collection) {
    this(collection, DocumentSource::of);
  }

  public Curation(DocumentCollection collection, Gate gate) {
    this.gate = gate;
    this.collection = collection;
    this.history = new History(collection.steps());
  }

  public History history() {
    return history;
  }

  /// Decides about one pair.
  public Step decide(Decision decision) throws IOException {
    // What was decided before is what this one takes the place of, also where two decide at once.
    return collection.deciding(
        () -> carryOut(step("decide", "", List.of(decision), List.of(), List.of(), List.of(), List.of())));
  }

  /// Decides about a cluster, and does what the plan says.
  ///
  /// @param cluster its id, for the history
  /// @throws Bounds.Violation if a document is not there
  public Step resolve(String cluster, Plan plan) throws IOException {
    Map<String, Long> since = plan.keep() == KeepRule.OLDEST ? since() : Map.of();
    return alone(() -> resolve(cluster, plan, since));
  }

  /// Whoever changes documents and decides about them comes between neither: first the one lock, then the other.
  private Step alone(DocumentCollection.Changes<Step> changes) throws IOException {
    return collection.undisturbed(() -> collection.deciding(changes));
  }

  private Step resolve(String cluster, Plan plan, Map<String, Long> since) throws IOException {
    Map<String, Document> documents = documents(plan);
    List<Decision> decisions = new ArrayList<>();
    List<Document> deleted = new ArrayList<>();
    List<Document> changed = new ArrayList<>();
    List<Document> made = new ArrayList<>();
    List<Document> heads = new ArrayList<>();
    for (List<String> group : plan.groups()) {
      List<Document> members = group.stream().map(documents::get).toList();
      Document kept =
          members.stream()
              .filter(each -> plan.kept().contains(each.id()))
              .findFirst()
              .orElseGet(() -> plan.keep().of(members, since));
      List<Document> others = members.stream().filter(each -> !each.id().equals(kept.id())).toList();
      others.forEach(other -> decisions.add(decision(kept, other, Kind.MERGE)));
      // Documents of a group are one: it is enough that those that stand for groups are apart.
      heads.forEach(head -> decisions.add(decision(head, kept, Kind.APART)));
      heads.add(kept);
      Document filled = plan.fields().of(kept, others);
      if (!filled.equals(kept)) {
        changed.add(kept);
        made.add(filled);
      }
      if (plan.delete()) {
        deleted.addAll(others);
      }
    }
    decisions.addAll(contradicted(plan, documents, decisions));
    return carryOut(step("merge", cluster, decisions, deleted, changed, made, List.of()));
  }

  /// What has to be decided anew about other pairs of the documents, since the plan says the contrary.
  private List<Decision> contradicted(Plan plan, Map<String, Document> documents, List<Decision> decisions)
      throws IOException {
    Set<Set<String>> said =
        decisions.stream().map(each -> Set.of(each.id1(), each.id2())).collect(Collectors.toSet());
    List<Decision> anew = new ArrayList<>();
    for (Decision known : collection.decisions().all()) {
      Document one = documents.get(known.id1());
      Document other = documents.get(known.id2());
      if (one != null && other != null && !said.contains(Set.of(one.id(), other.id()))) {
        boolean same = plan.groups().stream().anyMatch(group -> group.containsAll(List.of(one.id(), other.id())));
        if (known.decision() == (same ? Kind.APART : Kind.MERGE)) {
          anew.add(decision(one, other, same ? Kind.MERGE : Kind.APART));
        }
      }
    }
    if (anew.size() > MAX_DECISIONS) {
      throw new Bounds.Violation(
          "groups",
          String.format(
              Locale.ROOT,
              "groups must contradict at most %,d decisions of before, got %,d; take the steps that they were part of "
                  + "back first",
              MAX_DECISIONS,
              anew.size()));
    }
    return anew;
  }

  /// A document that comes in and says what another one says.
  ///
  /// @param into the id of the other one
  public record Incoming(String into, Document document) {}

  /// One that was not taken in.
  ///
  /// @param reason a sentence
  public record Refused(Document document, String reason) {}

  /// Takes documents in by way of others that say the same: they are not stored, and what the others lack is added.
  /// That is one step, or where they are more than [#MAX_DOCUMENTS] or too much for one, several.
  ///
  /// @return those whose other one is not there, or cannot take them
  public List<Refused> mergeInto(List<Incoming> incoming) throws IOException {
    List<Refused> refused = new ArrayList<>();
    for (int from = 0; from < incoming.size(); from += MAX_DOCUMENTS) {
      merge(incoming.subList(from, Math.min(from + MAX_DOCUMENTS, incoming.size())), refused);
    }
    return refused;
  }

  private void merge(List<Incoming> incoming, List<Refused> refused) throws IOException {
    List<Refused> missing = new ArrayList<>();
    try {
      collection.undisturbed(() -> mergeAll(incoming, missing));
      refused.addAll(missing);
    } catch (Bounds.Violation e) {
      if (incoming.size() == 1) {
        refused.add(new Refused(incoming.getFirst().document(), Objects.requireNonNull(e.getMessage())));
        return;
      }
      // One that cannot be taken in holds up no other.
      merge(incoming.subList(0, incoming.size() / 2), refused);
      merge(incoming.subList(incoming.size() / 2, incoming.size()), refused);
    }
  }

  /// @return how many were taken in
  private int mergeAll(List<Incoming> incoming, List<Refused> missing) throws IOException {
    Map<String, List<Document>> byTarget = new LinkedHashMap<>();
    incoming.forEach(each -> byTarget.computeIfAbsent(each.into(), _ -> new ArrayList<>()).add(each.document()));
    List<Document> changed = new ArrayList<>();
    List<Document> made = new ArrayList<>();
    List<Document> withheld = new ArrayList<>();
    for (Map.Entry<String, List<Document>> target : byTarget.entrySet()) {
      Optional<Document> kept = collection.document(target.getKey());
      if (kept.isEmpty()) {
        String reason = "\"%s\" is no document of \"%s\"".formatted(target.getKey(), collection.name());
        target.getValue().forEach(each -> missing.add(new Refused(each, reason)));
        continue;
      }
      Document filled = FieldRule.FILL.of(kept.get(), target.getValue());
      if (!filled.equals(kept.get())) {
        changed.add(kept.get());
        made.add(filled);
      }
      withheld.addAll(target.getValue());
    }
    if (!withheld.isEmpty()) {
      carryOut(step("merge", "", List.of(), List.of(), changed, made, withheld));
    }
    return withheld.size();
  }

  /// Takes a step back: what was decided before counts again, what was deleted is there again, what was changed is as
  /// it was.
  ///
  /// @throws Bounds.Violation if there is no such step, or a document was changed or a pair decided otherwise since,
  ///     so that this would be lost
  public Step revert(String id) throws IOException {
    return alone(
        () ->
            carryOut(
                new Reversal(collection)
                    .of(
                        history.step(id).orElseThrow(() ->
                            new Bounds.Violation(
                                "step",
                                "the history of \"%s\" has no step \"%s\"".formatted(collection.name(), id))))));
  }

  private static Step step(
      String action,
      String about,
      List<Decision> decisions,
      List<Document> deleted,
      List<Document> changed,
      List<Document> made,
      List<Document> withheld) {
    return new Step(
        Step.fresh(), Instant.now().toString(), action, about, List.of(), decisions, deleted, changed, made, List.of(),
        withheld);
  }

  /// What is decided now about the pairs of these decisions.
  private List<Decision> present(List<Decision> decisions) throws IOException {
    Decisions known = collection.decisions();
    return decisions.stream()
        .map(
            each ->
                new Decision(
                    each.id1(),
                    each.id2(),
                    known.of(each.id1(), each.id2()).orElse(Kind.UNDECIDED),
                    each.text1(),
                    each.text2()))
        .toList();
  }

  /// Where documents are part of it, nobody else may change the collection since they were looked at. A step that
  /// fails before anything of it was done is none.
  ///
  /// @param asked with nothing yet of what was decided before
  /// @return the step as the history has it
  private Step carryOut(Step asked) throws IOException {
    Step step = asked.withBefore(present(asked.after()));
    try (DocumentSource source = step.made().isEmpty() ? DocumentSource.of(List.of()) : gate.of(step.made())) {
      Step kept = history.add(step);
      int decided = 0;
      try {
        if (!step.made().isEmpty()) {
          store(source);
        }
        if (!step.deleted().isEmpty()) {
          collection.delete(step.deleted().stream().map(Document::id).toList());
        }
        // Last, since documents may be refused, and then nothing is decided.
        Decisions decisions = collection.decisions();
        for (Decision decision : step.after()) {
          decisions.decide(decision);
          decided++;
        }
      } catch (IOException | RuntimeException e) {
        withdraw(step, decided, e);
        throw e;
      }
      return kept;
    }
  }

  private void store(DocumentSource source) throws IOException {
    if (collection.add(source, REFUSING, Cancellation.current()).stopped()) {
      throw new CancellationException("storing what was merged was stopped; nothing was deleted or decided");
    }
  }

  private void withdraw(Step step, int decided, Exception failure) {
    try {
      if (decided == 0 && isUntouched(step)) {
        history.withdraw(step.id());
      }
    } catch (IOException | RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /// Whether nothing of a step was done to documents.
  private boolean isUntouched(Step step) throws IOException {
    try (IndexView view = collection.view()) {
      for (Document made : step.made()) {
        if (view.document(made.id()).filter(made::equals).isPresent()) {
          return false;
        }
      }
      for (Document deleted : step.deleted()) {
        if (view.document(deleted.id()).isEmpty()) {
          return false;
        }
      }
      return true;
    }
  }

  private Map<String, Document> documents(Plan plan) throws IOException {
    Map<String, Document> documents = new LinkedHashMap<>();
    for (List<String> group : plan.groups()) {
      for (String id : group) {
        documents.put(id, required(id));
      }
    }
    return documents;
  }

  private Document required(String id) throws IOException {
    return collection.document(id).orElseThrow(() ->
        new Bounds.Violation("groups", "\"%s\" is no document of \"%s\"".formatted(id, collection.name())));
  }

  private Map<String, Long> since() throws IOException {
    Map<String, Long> since = new HashMap<>();
    Optional<Mined> mined = collection.mining().known().map(known -> known.mined());
    if (mined.isPresent()) {
      for (int i = 0; i < mined.get().pairs().documents(); i++) {
        since.put(mined.get().pairs().id(i), mined.get().stamps().get(i).since());
      }
    }
    return since;
  }

  private static Decision decision(Document one, Document other, Kind kind) {
    return new Decision(one.id(), other.id(), kind, one.shown(), other.shown());
  }
}
