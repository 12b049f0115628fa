package io.doppel.engine.curation;

import io.doppel.duplicates.Decisions;
import io.doppel.duplicates.Decisions.Decision;
import io.doppel.duplicates.Decisions.Kind;
import io.doppel.duplicates.mining.Mined;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.indexing.IndexingListener;
import io.doppel.source.DocumentSource;
import io.doppel.source.SourceRecord;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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

  /// What is to become of documents that may say the same.
  ///
  /// @param groups documents by their ids: those of one group say the same, those of two do not
  /// @param keep which of each group is kept
  /// @param kept ids that are kept whatever the rule says, at most one of a group
  /// @param fields what becomes of the fields of the others
  /// @param delete whether the others are deleted
  public record Plan(List<List<String>> groups, KeepRule keep, Set<String> kept, FieldRule fields, boolean delete) {

    public Plan {
      if (groups.stream().anyMatch(Plan::isIncomplete)) {
        throw new Bounds.Violation("groups", "groups must each have at least 1 document, and no null");
      }
      groups = groups.stream().map(List::copyOf).toList();
      List<String> all = groups.stream().flatMap(List::stream).toList();
      Bounds.check("groups", all.size(), 2, MAX_DOCUMENTS);
      if (new HashSet<>(all).size() < all.size()) {
        throw new Bounds.Violation("groups", "groups must have each document once");
      }
      long heads = groups.size();
      long decisions = heads * (heads - 1) / 2 + all.size() - heads;
      if (decisions > MAX_DECISIONS) {
        throw new Bounds.Violation(
            "groups",
            String.format(
                Locale.ROOT,
                "groups must be at most %,d decisions about pairs, got %,d: each two groups are one, and each document "
                    + "but the first of a group",
                MAX_DECISIONS,
                decisions));
      }
      Set<String> unknown = new LinkedHashSet<>(kept);
      for (List<String> group : groups) {
        List<String> chosen = group.stream().filter(unknown::remove).toList();
        if (chosen.size() > 1) {
          throw new Bounds.Violation(
              "kept",
              "kept must be at most 1 of a group, got \"%s\" and \"%s\"".formatted(chosen.get(0), chosen.get(1)));
        }
      }
      if (!unknown.isEmpty()) {
        throw new Bounds.Violation(
            "kept", "kept must be documents of the groups, got \"%s\"".formatted(unknown.iterator().next()));
      }
      kept = Set.copyOf(kept);
    }

    private static boolean isIncomplete(List<String> group) {
      return Objects.isNull(group) || group.isEmpty() || group.stream().anyMatch(Objects::isNull);
    }
  }

  /// Decides about one pair.
  public Step decide(Decision decision) throws IOException {
    return carryOut(step("decide", "", List.of(decision), List.of(), List.of(), List.of(), List.of()));
  }

  /// Decides about a cluster, and does what the plan says.
  ///
  /// @param cluster its id, for the history
  /// @throws Bounds.Violation if a document is not there
  public Step resolve(String cluster, Plan plan) throws IOException {
    Map<String, Long> since = plan.keep() == KeepRule.OLDEST ? since() : Map.of();
    return collection.undisturbed(() -> resolve(cluster, plan, since));
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
      Document kept = kept(members, plan, since);
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
    return carryOut(step("merge", cluster, decisions, deleted, changed, made, List.of()));
  }

  /// Takes a document in by way of one that says the same: it is not stored, and what the other one lacks is added.
  ///
  /// @throws Bounds.Violation if the other one is not there
  public Step mergeInto(String target, Document incoming) throws IOException {
    return collection.undisturbed(() -> merge(target, incoming));
  }

  private Step merge(String target, Document incoming) throws IOException {
    Document kept = required(target);
    Document filled = FieldRule.FILL.of(kept, List.of(incoming));
    boolean changes = !filled.equals(kept);
    return carryOut(
        step(
            "merge",
            "",
            List.of(),
            List.of(),
            changes ? List.of(kept) : List.of(),
            changes ? List.of(filled) : List.of(),
            List.of(incoming)));
  }

  /// Takes a step back: what was decided before counts again, what was deleted is there again, what was changed is as
  /// it was.
  ///
  /// @throws Bounds.Violation if there is no such step, or a document was changed since, so that this would be lost
  public Step revert(String id) throws IOException {
    return collection.undisturbed(() -> takeBack(id));
  }

  private Step takeBack(String id) throws IOException {
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
    for (Document deleted : Stream.concat(step.deleted().stream(), step.withheld().stream()).toList()) {
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
    List<Document> made = Stream.concat(was.stream(), missing.stream()).toList();
    List<Decision> decisions = before(step, made);
    return carryOut(
        new Step(
            fresh(),
            Instant.now().toString(),
            "revert",
            step.id(),
            present(decisions),
            decisions,
            gone,
            Stream.concat(now.stream(), missing.stream()).toList(),
            made,
            missing.stream().map(Document::id).toList(),
            List.of()));
  }

  /// What was decided before a step, with whole texts where somebody still has them.
  private List<Decision> before(Step step, List<Document> made) throws IOException {
    Map<String, Document> there = new HashMap<>();
    made.forEach(each -> there.put(each.id(), each));
    Decisions known = collection.decisions();
    List<Decision> before = new ArrayList<>();
    for (int i = 0; i < step.before().size(); i++) {
      Decision after = step.after().get(i);
      Optional<Decision> now = known.find(after.id1(), after.id2());
      boolean turned = now.isPresent() && !now.get().id1().equals(after.id1());
      String text1 =
          now.map(turned ? Decision::text2 : Decision::text1).orElse(text(after.id1(), there, after.text1()));
      String text2 =
          now.map(turned ? Decision::text1 : Decision::text2).orElse(text(after.id2(), there, after.text2()));
      before.add(new Decision(after.id1(), after.id2(), step.before().get(i).decision(), text1, text2));
    }
    return before;
  }

  private String text(String id, Map<String, Document> there, String otherwise) throws IOException {
    Document document = there.get(id);
    return document == null
        ? collection.document(id).map(Document::shown).orElse(otherwise)
        : document.shown();
  }

  private Step step(
      String action,
      String about,
      List<Decision> decisions,
      List<Document> deleted,
      List<Document> changed,
      List<Document> made,
      List<Document> withheld)
      throws IOException {
    return new Step(
        fresh(), Instant.now().toString(), action, about, present(decisions), decisions, deleted, changed, made,
        List.of(), withheld);
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

  /// Where documents are part of it, nobody else may change the collection since they were looked at.
  ///
  /// @return the step as the history has it
  private Step carryOut(Step step) throws IOException {
    Step kept;
    if (step.made().isEmpty()) {
      kept = history.add(step);
    } else {
      try (DocumentSource source = gate.of(step.made())) {
        kept = history.add(step);
        collection.add(source, REFUSING, Cancellation.current());
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
    return kept;
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

  private static Document kept(List<Document> members, Plan plan, Map<String, Long> since) {
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
          case OLDEST -> Comparator.comparingLong(each -> since.getOrDefault(each.id(), Long.MAX_VALUE));
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
    return new Decision(one.id(), other.id(), kind, one.shown(), other.shown());
  }
}
