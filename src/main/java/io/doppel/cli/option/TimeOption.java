package io.doppel.cli.option;

import io.doppel.text.Bounds;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads how long something lasts: `12h`, `90d`, `8w`, `1y`.
public final class TimeOption {

  private static final Pattern FORM = Pattern.compile("(\\d{1,5})([hdwy])");
  private static final int DAYS_OF_A_YEAR = 365;

  private TimeOption() {}

  /// @param option what it is the value of, for the message
  /// @throws Bounds.Violation if it is something else
  public static Duration of(String option, String text) {
    Matcher form = FORM.matcher(text);
    long count = form.matches() ? Long.parseLong(form.group(1)) : 0;
    if (count == 0) {
      throw new Bounds.Violation(
          option,
          "%s is a number of 1 to 99999 with h, d, w or y, such as 90d, got \"%s\"".formatted(option, text));
    }
    return switch (form.group(2)) {
      case "h" -> Duration.ofHours(count);
      case "d" -> Duration.ofDays(count);
      case "w" -> Duration.ofDays(7 * count);
      default -> Duration.ofDays(DAYS_OF_A_YEAR * count);
    };
  }
}
