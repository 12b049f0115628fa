package io.doppel.api.duplicates;

import io.doppel.text.Bounds;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/// A time as people write it: a day such as `2026-01-31`, which begins in UTC, or a time with its offset.
public final class Since {

  private Since() {}

  /// @throws Bounds.Violation if it is neither
  public static Instant of(String given) {
    try {
      return given.length() <= "2026-01-31".length()
          ? LocalDate.parse(given).atStartOfDay(ZoneOffset.UTC).toInstant()
          : OffsetDateTime.parse(given).toInstant();
    } catch (DateTimeParseException e) {
      throw new Bounds.Violation(
          "since",
          "since must be a day such as 2026-01-31 or a time such as 2026-01-31T12:00:00Z, got \"%s\"".formatted(given));
    }
  }
}
