package io.doppel.plagiarism.citation;

import io.doppel.text.Span;
import java.util.List;

/// A place where a text names a work.
///
/// @param where it stands, without what is around
/// @param works what it names, in its order
record Citation(Span where, List<Named> works) {

  /// A work as it is named in a text.
  ///
  /// @param authors surnames; empty where only a number stands
  /// @param year empty where there is none
  /// @param number of the reference or note; 0 where there is none
  /// @param isNote whether the number looks like that of a note, as it is raised
  record Named(List<String> authors, String year, int number, boolean isNote) {

    Named(List<String> authors, String year) {
      this(authors, year, 0, false);
    }

    Named {
      authors = List.copyOf(authors);
    }
  }

  Citation {
    works = List.copyOf(works);
  }
}
