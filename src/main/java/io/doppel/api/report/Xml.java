package io.doppel.api.report;

/// Text as it stands in XML and HTML.
final class Xml {

  private Xml() {}

  /// Without what would be markup.
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            letter -> {
              switch (letter) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(letter);
              }
            });
    return escaped.toString();
  }

  /// Without the characters that XML 1.0 has no way to write.
  static String printable(String text) {
    return text.replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x{d800}-\\x{dfff}\\ufffe\\uffff]", "\ufffd");
  }
}
