package io.doppel.plagiarism.assessment;

/// What a case says, wherever it stands.
///
/// @param text the whole suspicious text
/// @param here its passage
/// @param there the passage of the source
public record CaseContent(Sketch text, Sketch here, Sketch there) {

  /// A passage is the same with a word changed or its border moved a little.
  private static final double SAME_PASSAGE = .7;

  /// A text is the same while a third of it is.
  private static final double SAME_TEXT = 1.0 / 3;

  /// Whether both passages are the same.
  boolean hasPassagesOf(CaseContent other) {
    return here.resemblance(other.here) >= SAME_PASSAGE && there.resemblance(other.there) >= SAME_PASSAGE;
  }

  /// Whether the text is the same, or a revision.
  boolean hasTextOf(CaseContent other) {
    return text.resemblance(other.text) >= SAME_TEXT;
  }
}
