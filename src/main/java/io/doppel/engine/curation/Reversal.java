package io.doppel.engine.curation;

import io.doppel.duplicates.Decisions;
import io.doppel.duplicates.Decisions.Decision;
import io.doppel.duplicates.Decisions.Kind;
import io.doppel.engine.DocumentCollection;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Makes of a step the one that takes it back, by what is there now.
record Reversal(DocumentCollection collection) {

  /// The step that takes this one back.
  ///
  /// @throws Bounds.Violation if a document was changed or a pair decided otherwise since, so that this would be lost
  Step of(Step step) throws IOException {
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
    return new Step(
        Step.fresh(),
        Instant.now().toString(),
        "revert",
        step.id(),
        List.of(),
        before(step, made),
        gone,
        Stream.concat(now.stream(), missing.stream()).toList(),
        made,
        missing.stream().map(Document::id).toList(),
        List.of());
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
      Kind until = step.before().get(i).decision();
      Kind present = now.map(Decision::decision).orElse(Kind.UNDECIDED);
      // As before the step is right as well: a crash may have ended it early, or somebody took it back already.
      if (present != after.decision() && present != until) {
        throw new Bounds.Violation(
            "step",
            "\"%s\" and \"%s\" were decided otherwise since, which would be lost; decide about them by hand"
                .formatted(after.id1(), after.id2()));
      }
      boolean turned = now.isPresent() && !now.get().id1().equals(after.id1());
      String text1 =
          now.map(turned ? Decision::text2 : Decision::text1).orElse(text(after.id1(), there, after.text1()));
      String text2 =
          now.map(turned ? Decision::text1 : Decision::text2).orElse(text(after.id2(), there, after.text2()));
      before.add(new Decision(after.id1(), after.id2(), until, text1, text2));
    }
    return before;
  }

  private String text(String id, Map<String, Document> there, String otherwise) throws IOException {
    Document document = there.get(id);
    return document == null
        ? collection.document(id).map(Document::shown).orElse(otherwise)
        : document.shown();
  }
}
