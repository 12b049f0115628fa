package io.doppel.engine.curation;

import io.doppel.duplicates.Decisions.Decision;
import io.doppel.text.CodePoints;
import io.doppel.text.Document;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// What was done at one time, with all that is needed to take it back. Written down before it is done, so that a step
/// that a crash ended in the middle can be taken back as well.
///
/// @param id within the collection
/// @param at when, in ISO 8601
/// @param action `decide`, `merge` or `revert`
/// @param about the cluster it was about, or the step that was taken back; may be empty
/// @param before what was decided about pairs until then; `UNDECIDED` where nothing was
/// @param after what was decided
/// @param deleted documents that were taken away, as they were
/// @param changed documents that became others, as they were
/// @param made what the changed documents became, in the same order
/// @param restored documents that were not there before it
/// @param withheld documents that came and were not stored
public record Step(
    String id,
    String at,
    String action,
    String about,
    List<Decision> before,
    List<Decision> after,
    List<Document> deleted,
    List<Document> changed,
    List<Document> made,
    List<String> restored,
    List<Document> withheld) {

  /// So much of the text of a decision is kept here, in letters: it has the whole text itself.
  private static final int BEGINNING = 200;

  public Step {
    before = List.copyOf(before);
    after = List.copyOf(after);
    deleted = List.copyOf(deleted);
    changed = List.copyOf(changed);
    made = List.copyOf(made);
    restored = List.copyOf(restored);
    withheld = List.copyOf(withheld);
  }

  /// An id for a new one.
  static String fresh() {
    return UUID.randomUUID().toString();
  }

  /// The same, after this was decided.
  Step withBefore(List<Decision> decided) {
    return new Step(id, at, action, about, decided, after, deleted, changed, made, restored, withheld);
  }

  /// Whether documents came of it, or went.
  boolean hasDocuments() {
    return !deleted.isEmpty() || !made.isEmpty() || !withheld.isEmpty();
  }

  /// Itself with the beginnings of the texts that were decided about.
  Step shortened() {
    return new Step(
        id,
        at,
        action,
        about,
        before.stream().map(each -> new Decision(each.id1(), each.id2(), each.decision(), "", "")).toList(),
        after.stream()
            .map(
                each ->
                    new Decision(
                        each.id1(),
                        each.id2(),
                        each.decision(),
                        CodePoints.beginning(each.text1(), BEGINNING),
                        CodePoints.beginning(each.text2(), BEGINNING)))
            .toList(),
        deleted,
        changed,
        made,
        restored,
        withheld);
  }

  /// Whether it has to do with something whose id has these letters, or the beginning of a text that was decided about.
  boolean mentions(String letters) {
    return Stream.of(
            Stream.of(id, action, about),
            after.stream().flatMap(each -> Stream.of(each.id1(), each.id2(), each.text1(), each.text2())),
            Stream.of(deleted, made, withheld).flatMap(List::stream).map(Document::id))
        .flatMap(each -> each)
        .anyMatch(each -> each.contains(letters));
  }
}
