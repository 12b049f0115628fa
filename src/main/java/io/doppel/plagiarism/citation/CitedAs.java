package io.doppel.plagiarism.citation;

/// How a text says where a passage is from.
///
/// @param kind what it does with the passage
/// @param citation the place where it names a work, as it stands; empty if it names none
/// @param reference the entry of the list of references, or the note, that the citation stands for; empty if there is
///     none
/// @param work whether that is where the passage was found
public record CitedAs(Kind kind, String citation, String reference, Work work) {

  /// What a text does with a passage from elsewhere.
  public enum Kind {
    /// It stands in quotation marks, with a citation.
    QUOTED_AND_CITED,
    /// It stands in quotation marks, and nothing says where it is from.
    QUOTED_WITHOUT_SOURCE,
    /// There is a citation, and more was taken word by word than stands in quotation marks, which may be nothing.
    COPIED_BEYOND_QUOTATION,
    /// It is told in other words, with a citation.
    CITED
  }

  /// What a citation names.
  public enum Work {
    /// The document that the passage was found in.
    SOURCE,
    /// Another one.
    ANOTHER,
    /// Nobody can tell: nothing is named, or the document has neither a title nor an author.
    UNKNOWN
  }
}
