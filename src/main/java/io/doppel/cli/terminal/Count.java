package io.doppel.cli.terminal;

import java.util.Locale;

/// How many of something, in words for people.
public final class Count {

  private Count() {}

  /// Such as `1 pair` and `1,024 pairs`.
  ///
  /// @param noun in the singular, with a plural in -s
  public static String of(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }
}
