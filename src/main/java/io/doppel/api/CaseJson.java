package io.doppel.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.doppel.plagiarism.LeftOut;
import io.doppel.plagiarism.alignment.Case;
import io.doppel.plagiarism.alignment.Evidence;
import io.doppel.text.CodePoints;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A case of reuse as programs see it. Offsets and lengths count code points: `this_` in the suspicious text, `source_`
/// in the source. `left_out` is the reason why it does not count, missing if it does.
public record CaseJson(
    String source,
    int thisOffset,
    int thisLength,
    int sourceOffset,
    int sourceLength,
    String kind,
    float similarity,
    Evidence evidence,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String leftOut) {

  /// @param here offsets of the suspicious text
  /// @param there offsets of the source
  static CaseJson of(Case found, CodePoints here, CodePoints there) {
    return new CaseJson(
        found.source(),
        here.at(found.here().start()),
        here.length(found.here()),
        there.at(found.there().start()),
        there.length(found.there()),
        lower(found.kind()),
        found.similarity(),
        found.evidence(),
        null);
  }

  static CaseJson of(LeftOut leftOut, CodePoints here, CodePoints there) {
    CaseJson json = of(leftOut.found(), here, there);
    return new CaseJson(
        json.source,
        json.thisOffset,
        json.thisLength,
        json.sourceOffset,
        json.sourceLength,
        json.kind,
        json.similarity,
        json.evidence,
        lower(leftOut.reason()));
  }

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
