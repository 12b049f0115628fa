package io.doppel.api.report;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The language of what a report says for itself; the texts in it stay as they are.
public enum ReportLanguage {
  ENGLISH("en"),
  KOREAN("ko");

  private final String code;

  ReportLanguage(String code) {
    this.code = code;
  }

  /// By ISO 639, as in `lang` of HTML.
  public String code() {
    return code;
  }

  Locale locale() {
    return Locale.forLanguageTag(code);
  }

  /// The language of this code.
  public static Optional<ReportLanguage> of(String code) {
    return Arrays.stream(values()).filter(language -> language.code.equals(code)).findFirst();
  }

  /// The first that somebody reads; English where it is none of them.
  ///
  /// @param acceptLanguage as in HTTP: `ko-KR,ko;q=0.9`; what cannot be read counts as nothing
  public static ReportLanguage accepted(String acceptLanguage) {
    List<Locale> known = Arrays.stream(values()).map(ReportLanguage::locale).toList();
    try {
      Locale best = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), known);
      return best == null ? ENGLISH : of(best.getLanguage()).orElse(ENGLISH);
    } catch (IllegalArgumentException e) {
      return ENGLISH;
    }
  }
}
