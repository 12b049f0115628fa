package io.doppel.duplicates.guard;

import io.doppel.duplicates.guard.language.Word;
import io.doppel.duplicates.guard.language.WordList;
import io.doppel.duplicates.guard.language.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the quantities of texts and holds them against each other.
final class Quantities {

  /// A unit: its kind, and how much of the kind's base unit it is.
  private record Unit(String kind, double size) {}

  private static final Map<String, Unit> UNITS = units();
  private static final Map<String, Integer> NUMBERS = numbers();
  private static final Map<String, Quantity> NAMES = names();

  private static final Pattern DIGITS = Pattern.compile("\\d+(?:[.,:]\\d+)*");
  private static final Pattern MODEL = Pattern.compile("(\\p{L}+)(\\d+)\\p{L}?");
  private static final Pattern KOREAN_WHOLE = Pattern.compile("(십|백|천|만|오만|십만|백만|천만|억)(원|명|개|년|번)?.*");
  private static final Map<String, Double> SCALES =
      Map.of("thousand", 1e3, "million", 1e6, "billion", 1e9, "trillion", 1e12, "만", 1e4, "억", 1e8, "천", 1e3, "hundred", 1e2);

  private Quantities() {}

  /// The quantities that do not agree: each text has one of a kind that the other has not.
  static List<Contrast> between(Alignment alignment) {
    List<Quantity> here = of(alignment.here());
    List<Quantity> there = of(alignment.there());
    removeCommon(here, there);
    List<Contrast> found = new ArrayList<>();
    Set<Integer> taken = new HashSet<>();
    for (Quantity one : here) {
      for (int i = 0; i < there.size(); i++) {
        if (!taken.contains(i) && comparable(one, there.get(i))) {
          found.add(new Contrast(Guard.NUMBER, one.written(), there.get(i).written()));
          taken.add(i);
          break;
        }
      }
    }
    return found;
  }

  /// Whether the word is a number, in digits or in letters.
  static boolean isNumber(Word word) {
    return DIGITS.matcher(word.written()).matches() || NUMBERS.containsKey(word.written());
  }

  private static void removeCommon(List<Quantity> here, List<Quantity> there) {
    here.removeIf(
        one -> {
          Optional<Quantity> partner = there.stream().filter(one::same).findFirst();
          partner.ifPresent(there::remove);
          return partner.isPresent();
        });
  }

  /// Of one kind; or the same number of something else, as in $50 and €50.
  private static boolean comparable(Quantity one, Quantity other) {
    return one.kind().equals(other.kind())
        || (one.measured() && other.measured() && one.number().equals(other.number()));
  }

  private static List<Quantity> of(Words text) {
    List<Quantity> found = new ArrayList<>();
    List<Word> words = text.list();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i).written();
      Quantity named = NAMES.get(bare(word));
      Matcher model = MODEL.matcher(word);
      if (named != null) {
        found.add(new Quantity(named.value(), named.kind(), true, word, word));
      } else if (DIGITS.matcher(word).matches() || isNumber(words, i)) {
        found.add(quantity(words, i));
        i += isTens(words, i) ? 1 : 0;
      } else if (model.matches()) {
        found.add(new Quantity(Double.parseDouble(model.group(2)), model.group(1), false, word, word));
      }
    }
    return found;
  }

  /// Whether the word is a number in letters. `one` and Korean counting words are numbers before a unit only.
  private static boolean isNumber(List<Word> words, int at) {
    String word = words.get(at).written();
    if (KOREAN_WHOLE.matcher(word).matches() && next(words, at).map(after -> after.startsWith("원")).orElse(word.contains("원"))) {
      return true;
    }
    if (!NUMBERS.containsKey(word)) {
      return false;
    }
    boolean needsUnit = word.equals("one") || words.get(at).korean();
    return !needsUnit || next(words, at).map(after -> unit(after).isPresent()).orElse(false);
  }

  /// The first part of "twenty-eight".
  private static boolean isTens(List<Word> words, int at) {
    int tens = NUMBERS.getOrDefault(words.get(at).written(), 0);
    int ones = next(words, at).map(after -> NUMBERS.getOrDefault(after, 0)).orElse(0);
    return tens >= 20 && tens < 100 && ones > 0 && ones < 10 && !words.get(at).korean();
  }

  private static Optional<String> next(List<Word> words, int at) {
    return at + 1 < words.size() ? Optional.of(words.get(at + 1).written()) : Optional.empty();
  }

  private static Quantity quantity(List<Word> words, int at) {
    String written = words.get(at).written();
    double value = value(written);
    String shown = written;
    int next = at + 1;
    if (isTens(words, at)) {
      value += value(words.get(next).written());
      shown += "-" + words.get(next).written();
      next++;
    }
    Double scale = next < words.size() ? SCALES.get(words.get(next).written()) : null;
    if (scale != null) {
      value *= scale;
      shown += " " + words.get(next).written();
      next++;
    }
    String before = at > 0 ? words.get(at - 1).written() : "";
    if ("$€£¥₩".contains(before) && !before.isEmpty()) {
      return new Quantity(value, "money" + before, true, shown, before + shown);
    }
    if (isMonth(before) || (next < words.size() && isMonth(words.get(next).written()))) {
      return new Quantity(value, value > 31 ? "year" : "day", true, shown, shown);
    }
    if (written.contains(":")) {
      return new Quantity(value, "clock", true, shown, shown);
    }
    if (next < words.size()) {
      Word after = words.get(next);
      Optional<Unit> unit = unit(after.written());
      if (unit.isPresent()) {
        return new Quantity(value * unit.get().size(), unit.get().kind(), true, shown, shown + " " + after.written());
      }
      if (after.content() && !after.korean() && !isVersioned(words, at) && !Character.isDigit(after.written().charAt(0))) {
        return new Quantity(value, after.form(), false, shown, shown + " " + after.written());
      }
    }
    return new Quantity(value, before.isEmpty() ? "number" : "after " + words.get(at - 1).form(), false, shown, shown);
  }

  private static boolean isMonth(String word) {
    Quantity named = NAMES.get(word);
    return named != null && named.kind().equals("month");
  }

  /// Whether the number belongs to the name before it, as in `windows 11` or `python 3.12`.
  private static boolean isVersioned(List<Word> words, int at) {
    return words.get(at).written().contains(".") && at > 0 && words.get(at - 1).content();
  }

  private static double value(String written) {
    Integer named = NUMBERS.get(written);
    if (named != null) {
      return named;
    }
    Matcher korean = KOREAN_WHOLE.matcher(written);
    if (korean.matches()) {
      return switch (korean.group(1)) {
        case "십" -> 10;
        case "백" -> 100;
        case "천" -> 1_000;
        case "만" -> 10_000;
        case "오만" -> 50_000;
        case "십만" -> 100_000;
        case "백만" -> 1_000_000;
        case "천만" -> 10_000_000;
        default -> 100_000_000;
      };
    }
    String plain = written.replaceAll(",(?=\\d{3}(?:\\D|$))", "");
    int colon = plain.indexOf(':');
    if (colon > 0) {
      return number(plain.substring(0, colon)) * 60 + number(plain.substring(colon + 1));
    }
    return number(plain);
  }

  /// A number in digits; what is none, such as a version with two points, becomes one that only its equal has.
  private static double number(String plain) {
    try {
      return Double.parseDouble(plain);
    } catch (NumberFormatException e) {
      return plain.hashCode() + .5;
    }
  }

  private static Optional<Unit> unit(String word) {
    Unit exact = UNITS.get(word);
    if (exact != null) {
      return Optional.of(exact);
    }
    // A Korean unit has particles or a noun behind it: 시간에, 명이.
    for (int length = Math.min(word.length(), 5); length > 0; length--) {
      Unit unit = UNITS.get(word.substring(0, length));
      if (unit != null && word.charAt(0) >= 0xac00) {
        return Optional.of(unit);
      }
    }
    return Optional.empty();
  }

  /// The word without a Korean particle: a month or a weekday in English has none.
  private static String bare(String word) {
    return word.length() > 3 && word.charAt(0) >= 0xac00 && word.substring(1, 3).equals("요일") ? word.substring(0, 3) : word;
  }

  private static Map<String, Unit> units() {
    Map<String, Unit> units = new HashMap<>();
    for (String line : WordList.lines("units.txt")) {
      String[] cells = line.split(" ", -1);
      for (int i = 2; i < cells.length; i++) {
        units.put(cells[i], new Unit(cells[0], Double.parseDouble(cells[1])));
      }
    }
    return units;
  }

  private static Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new HashMap<>();
    for (String line : WordList.lines("numbers.txt")) {
      String[] cells = line.split(" ", -1);
      for (int i = 1; i < cells.length; i++) {
        numbers.put(cells[i], Integer.parseInt(cells[0]));
      }
    }
    return numbers;
  }

  private static Map<String, Quantity> names() {
    Map<String, Quantity> names = new HashMap<>();
    for (String line : WordList.lines("calendar.txt")) {
      String[] cells = line.split(" ", -1);
      for (int i = 1; i < cells.length; i++) {
        for (String name : cells[i].split(",", -1)) {
          names.put(name, new Quantity(i, cells[0], true, name, name));
        }
      }
    }
    return names;
  }
}
