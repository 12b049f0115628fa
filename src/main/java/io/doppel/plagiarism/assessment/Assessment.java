package io.doppel.plagiarism.assessment;

import io.doppel.text.Bounds;
import java.time.Instant;

/// What somebody said about a case.
///
/// @param id by which it can be taken back; another one is never called the same
/// @param version grows with each change of any assessment of the collection
/// @param ruling what was said
/// @param note why, at most [#MAX_NOTE] UTF-16 units; may be empty
/// @param by who said it, such as the name of a key; empty where nobody has a name
/// @param at when, to the second
/// @param passages what people read of the case
/// @param content what it is known again by
public record Assessment(
    long id,
    long version,
    Ruling ruling,
    String note,
    String by,
    Instant at,
    Passages passages,
    CaseContent content) {

  /// The longest note, in UTF-16 units.
  public static final int MAX_NOTE = 2_000;

  /// What people read of a case that was assessed.
  ///
  /// @param source id of the source at that time
  /// @param here the beginning of the passage
  /// @param there the beginning of the source's
  public record Passages(String source, String here, String there) {}

  public Assessment {
    Bounds.check("note", note.length(), 0, MAX_NOTE);
  }
}
