package io.doppel.engine.curation;

import io.doppel.duplicates.Decisions;
import io.doppel.duplicates.Decisions.Decision;
import io.doppel.duplicates.Decisions.Kind;
import io.doppel.duplicates.mining.Mined;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.indexing.IndexingListener;
import io.doppel.source.DocumentSource;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// What people do to the duplicates of a collection. Decisions about pairs and about clusters are one thing: a cluster
/// is decided by deciding about pairs of it. Each step is in the [History] and can be taken back as a whole.
/// Thread-safe, as far as the collection is: of two steps about the same documents the later one counts.
public final class Curation {

  /// The most documents that are decided about in one step.
  public static final int MAX_DOCUMENTS = 1_000;

  private final DocumentCollection collection;
  private final History history;

  public Curation(DocumentCollection collection) {
    this.collection = collection;
    this.history = new History(collection.steps());
  }

  public History history() {
    return history;
  }

  /// What is to become of documents that may say the same.
  ///
  /// @param groups documents by their ids: those of one group say the same, those of two do not
  /// @param keep which of each group is kept
  /// @param kept ids that are kept whatever the rule says, at most one of a group
  /// @param fields what becomes of the fields of the others
  /// @param delete whether the others are deleted
  public record Plan(List<List<String>> groups, KeepRule keep, Set<String> kept, FieldRule fields, boolean delete) {

    public Plan {
      groups = groups.stream().map(List::copyOf).toList();
      kept = Set.copyOf(kept);
      List<String> all = groups.stream().flatMap(List::stream).toList();
      Bounds.check("groups", all.size(), 2, MAX_DOCUMENTS);
      if (new HashSet<>(all).size() < all.size()) {
        throw new Bounds.Violation("groups", "groups must have each document once");
      }
    }
  }

  /// Decides about one pair.
  public Step decide(Decision decision) throws IOException {
    Step step = step("decide", "", List.of(decision), List.of(), List.of(), List.of());
    carryOut(step);
    return step;
  }

  /// Decides about a cluster, and does what the plan says.
  ///
  /// @param cluster its id, for the history
  /// @throws Bounds.Violation if a document is not there
  public Step resolve(String cluster, Plan plan) throws IOException {
    Map<String, Document> documents = documents(plan);
    List<Decision> decisions = new ArrayList<>();
    List<Document> deleted = new ArrayList<>();
    List<Document> changed = new ArrayList<>();
    List<Document> made = new ArrayList<>();
    List<Document> heads = new ArrayList<>();
    for (List<String> group : plan.groups()) {
      List<Document> members = group.stream().map(documents::get).toList();
      Document kept = kept(members, plan);
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
    Step step = step("merge", cluster, decisions, deleted, changed, made);
    carryOut(step);
    return step;
  }

  /// Takes a document in by way of one that says the same: it is not stored, and what the other one lacks is added.
  public Step mergeInto(String target, Document incoming) throws IOException {
    Document kept = required(target);
    Document filled = FieldRule.FILL.of(kept, List.of(incoming));
    boolean changes = !filled.equals(kept);
    Step step =
        step(
            "merge",
            "",
            List.of(),
            List.of(incoming),
            changes ? List.of(kept) : List.of(),
            changes ? List.of(filled) : List.of());
    carryOut(step);
    return step;
  }

  /// Takes a step back: what was decided before counts again, what was deleted is there again, what was changed is as
  /// it was.
  ///
  /// @throws Bounds.Violation if there is no such step, or a document was changed since, so that this would be lost
  public Step revert(String id) throws IOException {
    Step step =
        history.step(id).orElseThrow(() ->
            new Bounds.Violation("step", "the history of \"%s\" has no step \"%s\"".formatted(collection.name(), id)));
    List<Document> now = new ArrayList<>();
    List<Document> was = new ArrayList<>();
    for (int i = 0; i < step.made().size(); i++) {
      Document made = step.made().get(i);
      Document before = step.changed().get(i);
      Optional<Document> present = collection.document(made.id());
      if (present.isPresent() && !present.get().equals(made) && !present.get().equals(before)) {
        throw new Bounds.Violation(
            "step", "document \"%s\" was changed since, which would be lost; change it by hand".formatted(made.id()));
      }
      present.ifPresent(
          document -> {
            now.add(document);
            was.add(before);
          });
    }
    List<Document> missing = new ArrayList<>();
    for (Document deleted : step.deleted()) {
      Optional<Document> present = collection.document(deleted.id());
      if (present.isPresent() && !present.get().equals(deleted)) {
        throw new Bounds.Violation(
            "step", "there is another document \"%s\" by now, which would be lost".formatted(deleted.id()));
      }
      if (present.isEmpty()) {
        missing.add(deleted);
      }
    }
    List<Document> gone = new ArrayList<>();
    for (String restored : step.restored()) {
      collection.document(restored).ifPresent(gone::add);
    }
    Step back =
        new Step(
            fresh(),
            Instant.now().toString(),
            "revert",
            step.id(),
            present(step.before()),
            step.before(),
            gone,
            Stream.concat(now.stream(), missing.stream()).toList(),
            Stream.concat(was.stream(), missing.stream()).toList(),
            missing.stream().map(Document::id).toList());
    carryOut(back);
    return back;
  }

  private Step step(
      String action,
      String about,
      List<Decision> decisions,
      List<Document> deleted,
      List<Document> changed,
      List<Document> made)
      throws IOException {
    return new Step(
        fresh(), Instant.now().toString(), action, about, present(decisions), decisions, deleted, changed, made,
        List.of());
  }

  private static String fresh() {
    return UUID.randomUUID().toString().substring(0, 8);
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

  private void carryOut(Step step) throws IOException {
    history.add(step);
    if (!step.made().isEmpty()) {
      try (DocumentSource source = DocumentSource.of(step.made())) {
        collection.add(source, new IndexingListener() {}, Cancellation.current());
      }
    }
    for (Document deleted : step.deleted()) {
      collection.delete(deleted.id());
    }
    // Last, since documents may be busy, and then nothing is decided.
    Decisions decisions = collection.decisions();
    for (Decision decision : step.after()) {
      decisions.decide(decision);
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

  private Document kept(List<Document> members, Plan plan) throws IOException {
    Optional<Document> chosen = members.stream().filter(each -> plan.kept().contains(each.id())).findFirst();
    if (chosen.isPresent()) {
      return chosen.get();
    }
    Comparator<Document> better =
        switch (plan.keep()) {
          case FOUND -> Comparator.comparingInt(_ -> 0);
          case LONGEST -> Comparator.comparingInt(each -> -each.text().length());
          case MOST_FIELDS ->
              Comparator.comparingLong(each -> -each.fields().values().stream().filter(one -> !one.isBlank()).count());
          case OLDEST -> {
            Map<String, Long> since = since();
            yield Comparator.comparingLong(each -> since.getOrDefault(each.id(), Long.MAX_VALUE));
          }
        };
    // Of equals the first.
    return members.stream().sorted(better).findFirst().orElseThrow();
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
    return new Decision(one.id(), other.id(), kind, shown(one), shown(other));
  }

  private static String shown(Document document) {
    return document.text().isBlank() ? document.title() : document.text();
  }
}
