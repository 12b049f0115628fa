package io.doppel.api.report;

import org.jspecify.annotations.Nullable;

/// Cells of CSV.
final class Cells {

  private Cells() {}

  /// A text; one that a spreadsheet would take for a formula gets a quote in front.
  static String text(String text) {
    return text.matches("(?s)[=+\\-@＝＋－＠\t\r\n].*") ? "'" + text : text;
  }

  /// A page, empty where there is none.
  static String page(@Nullable Integer number) {
    return number == null ? "" : number.toString();
  }
}
