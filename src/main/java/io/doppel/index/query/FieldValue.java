package io.doppel.index.query;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// How filters read the value of a metadata field: as text, as a number, as a time, or as a list of such.
public final class FieldValue {

  private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d{1,3})?");
  private static final Pattern DATE = Pattern.compile("\\d{4}(?:-\\d{2}(?:-\\d{2}(?:[T ]\\d{2}:.+)?)?)?");

  private static final Pattern LIKE_NUMBER = Pattern.compile("[+-]?\\.?\\d[-\\d.:+TZ ]*");

  /// Longer values are text only.
  private static final int MAX_NUMBER = 64;

  private FieldValue() {}

  /// A stretch of time, such as a day.
  ///
  /// @param start its first instant
  /// @param end the first instant after it
  public record Period(Instant start, Instant end) {}

  /// The single values: the elements of a JSON list of texts, numbers and truth values; of anything else, itself.
  public static List<String> each(String value) {
    if (!value.startsWith("[")) {
      return List.of(value);
    }
    try {
      JsonNode list = JsonMapper.shared().readTree(value);
      List<String> elements = new ArrayList<>();
      for (JsonNode element : list) {
        if (!element.isValueNode() || element.isNull()) {
          return List.of(value);
        }
        elements.add(element.asString());
      }
      return elements;
    } catch (JacksonException e) {
      return List.of(value);
    }
  }

  /// The value as a number, exactly, if it is written as one: `3`, `-0.5`, `1e6`.
  public static Optional<BigDecimal> number(String value) {
    String text = value.strip();
    return text.length() <= MAX_NUMBER && NUMBER.matcher(text).matches()
        ? Optional.of(new BigDecimal(text))
        : Optional.empty();
  }

  /// Whether a value is meant as a number or a time: it begins as one, and has nothing but what those are written with.
  public static boolean looksLikeNumberOrTime(String value) {
    return LIKE_NUMBER.matcher(value.strip()).matches();
  }

  /// The value as a time, if it is written as one by ISO 8601: a year, a month, a day, or an instant, which without an
  /// offset is in UTC: `2024`, `2024-05`, `2024-05-31`, `2024-05-31T08:30:00+09:00`.
  public static Optional<Period> time(String value) {
    String text = value.strip();
    if (text.length() > MAX_NUMBER || !DATE.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          switch (text.length()) {
            case 4 -> years(Year.parse(text));
            case 7 -> months(YearMonth.parse(text));
            case 10 -> days(LocalDate.parse(text));
            default -> instant(text.replace(' ', 'T'));
          });
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Period years(Year year) {
    return period(year.atDay(1), year.plusYears(1).atDay(1));
  }

  private static Period months(YearMonth month) {
    return period(month.atDay(1), month.plusMonths(1).atDay(1));
  }

  private static Period days(LocalDate day) {
    return period(day, day.plusDays(1));
  }

  private static Period period(LocalDate start, LocalDate end) {
    return new Period(midnight(start), midnight(end));
  }

  private static Instant midnight(LocalDate day) {
    return day.atTime(LocalTime.MIDNIGHT).toInstant(ZoneOffset.UTC);
  }

  private static Period instant(String text) {
    boolean hasOffset = text.indexOf('Z', 10) > 0 || text.indexOf('+', 10) > 0 || text.indexOf('-', 10) > 0;
    Instant at =
        hasOffset
            ? OffsetDateTime.parse(text).toInstant()
            : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    return new Period(at, at.plusMillis(1));
  }
}
