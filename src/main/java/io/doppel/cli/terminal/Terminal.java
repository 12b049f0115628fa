package io.doppel.cli.terminal;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacter.EastAsianWidth;
import com.ibm.icu.lang.UProperty;

/// Whether somebody looks, and how much there is room for. Java cannot ask about one stream alone, so the launcher does
/// and tells.
public final class Terminal {

  private static final int USUAL_COLUMNS = 80;
  private static final int LEAST_COLUMNS = 20;
  private static final int UNBOUNDED = 1 << 20;

  private Terminal() {}

  /// Whether standard error is a terminal.
  public static boolean isError() {
    return Boolean.getBoolean("doppel.terminal");
  }

  /// Columns of a line of standard output. Where that is a file or a program, which cut and wrap for themselves, a line
  /// is as long as it gets.
  static int columns() {
    int told = Integer.getInteger("doppel.columns", USUAL_COLUMNS);
    return told == 0 ? UNBOUNDED : usable(told);
  }

  /// Columns of a line of standard error, where that is a terminal.
  public static int errorColumns() {
    return usable(Integer.getInteger("doppel.error.columns", USUAL_COLUMNS));
  }

  private static int usable(int columns) {
    return columns < LEAST_COLUMNS ? USUAL_COLUMNS : columns;
  }

  /// How many columns a text takes: letters of Chinese, Japanese and Korean take two, marks on other letters none.
  static int width(String text) {
    return text.codePoints().map(Terminal::width).sum();
  }

  static int width(int letter) {
    return switch (Character.getType(letter)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default ->
          switch (UCharacter.getIntPropertyValue(letter, UProperty.EAST_ASIAN_WIDTH)) {
            case EastAsianWidth.WIDE, EastAsianWidth.FULLWIDTH -> 2;
            default -> 1;
          };
    };
  }
}
