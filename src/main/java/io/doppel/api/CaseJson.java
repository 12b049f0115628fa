package io.doppel.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.doppel.plagiarism.alignment.Case;
import io.doppel.plagiarism.alignment.Evidence;
import io.doppel.plagiarism.assessment.Assessment;
import io.doppel.plagiarism.citation.CitedAs;
import io.doppel.plagiarism.exclusion.Reason;
import io.doppel.text.CodePoints;
import io.doppel.text.Pages;
import io.doppel.text.Span;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A case of reuse as programs see it. Offsets and lengths count code points: `this_` in the suspicious text, `source_`
/// in the source. `this_page` and `source_page` are the pages, from 1, on which the passages begin, missing where the
/// text has no pages. `left_out` is the reason why it does not count, missing if it does, and
/// `assessment` what somebody said about it, missing if nobody did; `citation` is missing where it is neither
/// quoted nor cited.
public record CaseJson(
    String source,
    int thisOffset,
    int thisLength,
    int sourceOffset,
    int sourceLength,
    String kind,
    float similarity,
    Evidence evidence,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer thisPage,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer sourcePage,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String leftOut,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable CitationJson citation,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable AssessmentJson assessment) {

  /// How the text says where the passage is from: `kind`, the `text` of the citation and the `reference` it stands for,
  /// both empty where there is none, and whether the `work` is the `source`, `another` or `unknown`.
  public record CitationJson(String kind, String text, String reference, String work) {}

  /// Where things are in a text, as people and other programs count.
  record Places(CodePoints offsets, Pages pages) {

    static Places of(String text) {
      return new Places(CodePoints.of(text), Pages.of(text));
    }

    @Nullable Integer page(Span span) {
      return pages.count() == 0 ? null : pages.at(span.start());
    }
  }

  /// @param why it is left out, null if it is not
  /// @param cited how the text says where it is from, if it does
  /// @param said what somebody said about it, if anybody did
  /// @param here places in the suspicious text
  /// @param there places in the source
  static CaseJson of(
      Case found,
      @Nullable Reason why,
      @Nullable CitedAs cited,
      @Nullable Assessment said,
      Places here,
      Places there) {
    return new CaseJson(
        found.source(),
        here.offsets.at(found.here().start()),
        here.offsets.length(found.here()),
        there.offsets.at(found.there().start()),
        there.offsets.length(found.there()),
        lower(found.kind()),
        found.similarity(),
        found.evidence(),
        here.page(found.here()),
        there.page(found.there()),
        why == null ? null : lower(why),
        cited == null
            ? null
            : new CitationJson(lower(cited.kind()), cited.citation(), cited.reference(), lower(cited.work())),
        said == null ? null : AssessmentJson.of(said));
  }

  static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
