package io.doppel.plagiarism.assessment;

/// What a person says about a case.
public enum Ruling {
  /// It is reuse, and counts, also where something else would leave it out.
  ACCEPTED(true, true),
  /// It is cited properly in this text.
  CITED(false, true),
  /// Everybody writes so.
  COMMON(false, false),
  /// Both passages have nothing to do with each other.
  FALSE(false, false);

  private final boolean counts;
  private final boolean ofOneText;

  Ruling(boolean counts, boolean ofOneText) {
    this.counts = counts;
    this.ofOneText = ofOneText;
  }

  /// Whether the case counts as reuse.
  public boolean counts() {
    return counts;
  }

  /// Whether it is about one text and its revisions: another text with the same passage may do without the citation.
  boolean isOfOneText() {
    return ofOneText;
  }
}
