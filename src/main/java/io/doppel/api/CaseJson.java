package io.doppel.api;

import io.doppel.plagiarism.alignment.Case;
import io.doppel.text.CodePoints;
import java.util.Locale;

/// A case of reuse as programs see it. Offsets and lengths count code points: `this_` in the suspicious text, `source_`
/// in the source.
public record CaseJson(
    String source,
    int thisOffset,
    int thisLength,
    int sourceOffset,
    int sourceLength,
    String kind,
    float similarity) {

  /// @param here offsets of the suspicious text
  /// @param there offsets of the source
  public static CaseJson of(Case found, CodePoints here, CodePoints there) {
    return new CaseJson(
        found.source(),
        here.at(found.here().start()),
        here.length(found.here()),
        there.at(found.there().start()),
        there.length(found.there()),
        found.kind().name().toLowerCase(Locale.ROOT),
        found.similarity());
  }
}
