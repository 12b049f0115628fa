package io.doppel.cli.terminal;

/// Makes text safe for a terminal, which takes some letters for orders: to move, to change its title, to colour or to
/// hide what follows, or to show it from right to left. Such a letter is shown as JSON writes it, `\u001b`, so that
/// people see that it is there, and so that a line of JSON means the same with it.
///
/// Line ends and tabs stay, and so do the marks of direction that only hold for their neighbours (U+200E, U+200F,
/// U+061C), which texts in Arabic and Hebrew need.
public final class TerminalText {

  private TerminalText() {}

  /// The text with each letter that a terminal would obey shown instead.
  public static String of(String text) {
    StringBuilder safe = null;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      boolean endsLine = letter == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
      if (isOrder(letter) && !endsLine) {
        safe = safe == null ? new StringBuilder(text.length() + 8).append(text, 0, i) : safe;
        safe.append(shown(letter));
      } else if (safe != null) {
        safe.append(letter);
      }
    }
    return safe == null ? text : safe.toString();
  }

  /// Control letters of both kinds, C0 and C1, and what overrides, embeds or isolates the direction of writing.
  private static boolean isOrder(char letter) {
    return (Character.isISOControl(letter) && letter != '\n' && letter != '\t')
        || (letter >= '\u202A' && letter <= '\u202E')
        || (letter >= '\u2066' && letter <= '\u2069');
  }

  private static String shown(char letter) {
    String digits = Integer.toHexString(letter);
    return "\\u" + "0".repeat(4 - digits.length()) + digits;
  }
}
