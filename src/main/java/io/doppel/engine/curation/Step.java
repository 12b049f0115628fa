package io.doppel.engine.curation;

import io.doppel.duplicates.Decisions.Decision;
import io.doppel.text.Document;
import java.util.List;
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
/// @param deleted documents that were taken away, or not stored, as they were
/// @param changed documents that became others, as they were
/// @param made what the changed documents became, in the same order
/// @param restored documents that were not there before it
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
    List<String> restored) {

  public Step {
    before = List.copyOf(before);
    after = List.copyOf(after);
    deleted = List.copyOf(deleted);
    changed = List.copyOf(changed);
    made = List.copyOf(made);
    restored = List.copyOf(restored);
  }

  /// Whether it has to do with something whose id or text has these letters.
  boolean mentions(String letters) {
    return Stream.of(
            Stream.of(id, action, about),
            after.stream().flatMap(each -> Stream.of(each.id1(), each.id2(), each.text1(), each.text2())),
            Stream.concat(deleted.stream(), made.stream())
                .flatMap(each -> Stream.of(each.id(), each.title(), each.text())))
        .flatMap(each -> each)
        .anyMatch(each -> each.contains(letters));
  }
}
