package io.doppel.plagiarism;

import io.doppel.plagiarism.alignment.Case;
import io.doppel.text.Document;
import java.util.List;

/// A document that passages of the suspicious text were taken from.
///
/// @param id its id in the collection
/// @param title its title, may be empty
/// @param text its text, which the offsets of the cases point into
/// @param coverage part of the suspicious text, from 0 to 1, that lies in some case of this source
/// @param cases number of cases of this source
public record Source(String id, String title, String text, double coverage, int cases) {

  static Source of(Document document) {
    return new Source(document.id(), document.title(), document.text(), 0, 0);
  }

  /// The same with these cases.
  Source with(String suspicious, List<Case> counted) {
    return new Source(id, title, text, Plagiarism.coverage(suspicious, counted), counted.size());
  }
}
