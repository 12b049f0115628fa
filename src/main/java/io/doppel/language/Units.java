package io.doppel.language;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// What is counted and measured.
public final class Units {

  private static final int LONGEST_KOREAN = 5;
  private static final char FIRST_SYLLABLE = 0xac00;

  /// A unit.
  ///
  /// @param kind what it measures
  /// @param size how much of the kind's base unit it is
  public record Unit(String kind, BigDecimal size) {}

  private static final Map<String, Unit> ALL = load();

  private Units() {}

  /// The unit that a word names; a Korean one may have particles or a noun behind it: 시간에, 명이.
  public static Optional<Unit> of(String word) {
    Unit exact = ALL.get(word);
    if (exact == null && !word.isEmpty() && word.charAt(0) >= FIRST_SYLLABLE) {
      for (int length = Math.min(word.length(), LONGEST_KOREAN); length > 0 && exact == null; length--) {
        exact = ALL.get(word.substring(0, length));
      }
    }
    return Optional.ofNullable(exact);
  }

  private static Map<String, Unit> load() {
    Map<String, Unit> units = new HashMap<>();
    for (String line : WordList.lines("units.txt")) {
      String[] cells = line.split(" ", -1);
      for (int i = 2; i < cells.length; i++) {
        units.put(cells[i], new Unit(cells[0], new BigDecimal(cells[1])));
      }
    }
    return units;
  }
}
