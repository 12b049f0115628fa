package io.doppel.server.limit;

import io.doppel.text.Bounds;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// So many within a time.
///
/// @param count 1 to a billion
/// @param unit of which there is one
public record Rate(long count, Unit unit) {

  private static final Pattern FORM = Pattern.compile("(\\d{1,10})/([smhd])");
  private static final long MOST = 1_000_000_000;
  private static final String OFF = "off";

  /// The times that there are.
  public enum Unit {
    SECOND(Duration.ofSeconds(1)),
    MINUTE(Duration.ofMinutes(1)),
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofDays(1));

    private final Duration duration;

    Unit(Duration duration) {
      this.duration = duration;
    }

    Duration duration() {
      return duration;
    }

    private String letter() {
      return name().substring(0, 1).toLowerCase(Locale.ROOT);
    }
  }

  public Rate {
    if (count < 1 || count > MOST) {
      throw new Bounds.Violation("limit", "a limit must be 1 to %d in its time, got %d".formatted(MOST, count));
    }
  }

  /// Reads `50/s,1500/m`; `off` is none.
  ///
  /// @param option what it is the value of, for the message
  /// @throws Bounds.Violation if it is something else
  public static List<Rate> list(String option, String text) {
    return text.equals(OFF) ? List.of() : Arrays.stream(text.split(",", -1)).map(each -> of(option, each)).toList();
  }

  private static Rate of(String option, String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new Bounds.Violation(
          option,
          "%s must be numbers in a second, minute, hour or day such as 50/s,1500/m, or off, got \"%s\""
              .formatted(option, text));
    }
    Unit unit =
        Arrays.stream(Unit.values()).filter(each -> each.letter().equals(form.group(2))).findFirst().orElseThrow();
    return new Rate(Long.parseLong(form.group(1)), unit);
  }

  @Override
  public String toString() {
    return count + "/" + unit.letter();
  }
}
