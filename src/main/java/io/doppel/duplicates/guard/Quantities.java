package io.doppel.duplicates.guard;

import io.doppel.duplicates.guard.alignment.Alignment;
import io.doppel.language.Morpheme;
import io.doppel.language.Numerals;
import io.doppel.language.Units.Unit;
import io.doppel.language.Units;
import io.doppel.language.Word;
import io.doppel.language.WordList;
import io.doppel.language.Words;
import java.math.BigDecimal;
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

  private static final Map<String, Quantity> NAMES = names();

  private static final Map<String, BigDecimal> SCALES =
      Map.of(
          "hundred", new BigDecimal(100),
          "thousand", new BigDecimal(1_000),
          "million", new BigDecimal(1_000_000),
          "billion", new BigDecimal(1_000_000_000),
          "trillion", new BigDecimal(1_000_000_000_000L),
          "천", new BigDecimal(1_000),
          "만", new BigDecimal(10_000),
          "억", new BigDecimal(100_000_000));

  /// The name of a thing and its number in one: s21 is the s 21.
  private static final Pattern MODEL = Pattern.compile("(\\p{L}+)(\\d+)");

  private static final Pattern LETTERS = Pattern.compile("\\p{L}+");
  private static final Pattern DIGITS = Pattern.compile("\\d+");

  /// Behind it a number is a place: 첫 번째, 21st.
  private static final Pattern PLACE = Pattern.compile("(?:번째|째).*|st|nd|rd|th");

  private static final BigDecimal HOUR = BigDecimal.valueOf(60);
  private static final BigDecimal HALF_HOUR = BigDecimal.valueOf(30);
  private static final BigDecimal NOON = BigDecimal.valueOf(720);
  private static final Set<String> AFTERNOON = Set.of("pm", "p.m", "p.m.", "오후", "저녁");

  private Quantities() {}

  /// The quantities that do not agree: each text has one of a kind that the other has not.
  static List<Finding> between(Alignment alignment) {
    List<Quantity> here = of(alignment.here());
    List<Quantity> there = of(alignment.there());
    removeCommon(here, there);
    List<Finding> found = new ArrayList<>();
    for (Quantity one : here) {
      Optional<Quantity> partner = there.stream().filter(other -> comparable(one, other)).findFirst();
      partner.ifPresent(
          other -> {
            there.remove(other);
            Set<String> explained = words(one);
            explained.addAll(words(other));
            found.add(new Finding(new Contrast(Guard.NUMBER, one.written(), other.written()), explained));
          });
    }
    return found;
  }

  private static Set<String> words(Quantity quantity) {
    Set<String> words = new HashSet<>(List.of(quantity.written(), quantity.number()));
    words.addAll(List.of(quantity.written().split(" ", -1)));
    words.addAll(List.of(quantity.number().split("[ -]", -1)));
    return words;
  }

  /// Whether the word is a number, in digits or in letters.
  static boolean isNumber(Word word) {
    return Numerals.isDigits(word.written()) || Numerals.named(word.written()).isPresent();
  }

  /// Whether both are names of one month or day: Jan, January.
  static boolean areOneName(Word one, Word other) {
    Optional<Quantity> here = named(one);
    Optional<Quantity> there = named(other);
    return here.isPresent() && there.isPresent() && here.get().same(there.get());
  }

  /// Whether both are names of one unit: l, litres; ml, 밀리리터를.
  static boolean areOneUnit(Word one, Word other) {
    Optional<Unit> here = unit(one);
    return here.isPresent() && here.equals(unit(other));
  }

  private static Optional<Unit> unit(Word word) {
    return Units.of(word.written()).or(() -> Units.of(word.form()));
  }

  /// Whether the word is a number or the name of a month or a day.
  static boolean isOfNumbers(Word word) {
    return isNumber(word) || named(word).isPresent();
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
      Optional<Quantity> name = named(words.get(i));
      if (name.isPresent()) {
        Quantity named = name.get();
        found.add(new Quantity(named.value(), named.precision(), named.size(), named.kind(), true, word, word));
      } else if (isNumber(words, i)) {
        Quantity quantity = quantity(words, i);
        found.add(quantity);
        // The minutes are part of the time.
        i += isTens(words, i) ? 1 : quantity.kind().equals("clock") ? minutes(words, i) : 0;
      } else if (words.get(i).kind() == Word.Kind.CODE && DIGITS.matcher(word).find()) {
        found.add(code(words.get(i)));
      }
    }
    return found;
  }

  private static int minutes(List<Word> words, int at) {
    return at + 3 < words.size()
            && !words.get(at).written().contains(":")
            && Numerals.isDigits(words.get(at + 2).written())
            && words.get(at + 3).written().startsWith("분")
        ? 3
        : 0;
  }

  private static Quantity code(Word word) {
    String code = word.form();
    Matcher model = MODEL.matcher(code);
    if (model.matches() && model.group(1).length() > 2) {
      return new Quantity(
          Optional.of(new BigDecimal(model.group(2))),
          BigDecimal.ONE,
          BigDecimal.ONE,
          model.group(1),
          false,
          word.written(),
          word.written());
    }
    String shape = DIGITS.matcher(LETTERS.matcher(code).replaceAll("a")).replaceAll("9");
    return Quantity.literal(shape, code, word.written());
  }

  /// Whether the word is a number in digits or in letters. `one` and the small Korean numbers are numbers before a unit
  /// only.
  private static boolean isNumber(List<Word> words, int at) {
    Word word = words.get(at);
    if (Numerals.isDigits(word.written())) {
      return true;
    }
    boolean before =
        next(words, at)
            .map(after -> Units.of(after).isPresent() || PLACE.matcher(after).matches())
            .orElse(false);
    if (!word.korean()) {
      return Numerals.named(word.written()).isPresent() && (before || !word.written().equals("one"));
    }
    return (before || isLongNumeral(word)) && (koreanValue(word).isPresent() || (word.written().equals("첫") && before));
  }

  /// Whether a Korean word is a number in letters that is taken for nothing else.
  private static boolean isLongNumeral(Word word) {
    return word.written().length() > 1 && word.morphemes().stream().allMatch(one -> one.kind() == Morpheme.Kind.NUMBER);
  }

  private static Optional<BigDecimal> koreanValue(Word word) {
    return Numerals.named(word.written()).map(BigDecimal::valueOf).or(() -> Numerals.korean(word.written()));
  }

  /// The first part of "twenty-eight".
  private static boolean isTens(List<Word> words, int at) {
    int tens = Numerals.named(words.get(at).written()).orElse(0);
    int ones = next(words, at).flatMap(Numerals::named).orElse(0);
    return tens >= 20 && tens < 100 && ones > 0 && ones < 10 && !words.get(at).korean();
  }

  private static Optional<String> next(List<Word> words, int at) {
    return at + 1 < words.size() ? Optional.of(words.get(at + 1).written()) : Optional.empty();
  }

  private static Quantity quantity(List<Word> words, int at) {
    String written = words.get(at).written();
    Optional<BigDecimal> plain = written.equals("첫") ? Optional.of(BigDecimal.ONE) : Numerals.value(written);
    String before = at > 0 ? words.get(at - 1).written() : "";
    int next = at + 1;
    if (plain.isEmpty()) {
      return Quantity.literal("version", written, written);
    }
    BigDecimal value = plain.get();
    BigDecimal precision = BigDecimal.ONE.movePointLeft(written.contains(":") ? 0 : Math.max(value.scale(), 0));
    String shown = written;
    if (isTens(words, at)) {
      value = value.add(Numerals.value(words.get(next).written()).orElse(BigDecimal.ZERO));
      shown += "-" + words.get(next).written();
      next++;
    }
    BigDecimal scale = next < words.size() ? SCALES.get(words.get(next).written()) : null;
    if (scale != null) {
      value = value.multiply(scale);
      precision = precision.multiply(scale);
      shown += " " + words.get(next).written();
      next++;
    }
    BigDecimal one = BigDecimal.ONE;
    if ("$€£¥₩".contains(before) && !before.isEmpty()) {
      return new Quantity(Optional.of(value), precision, one, "money" + before, true, shown, before + shown);
    }
    if (isMonth(words, at - 1) || isMonth(words, next)) {
      return new Quantity(
          Optional.of(value),
          precision,
          one,
          value.compareTo(new BigDecimal(31)) > 0 ? "year" : "day",
          true,
          shown,
          shown);
    }
    if (written.contains(":")) {
      boolean afternoon = value.compareTo(NOON) < 0 && (isAfternoon(words, at - 1) || isAfternoon(words, next));
      return new Quantity(
          Optional.of(afternoon ? value.add(NOON) : value), precision, one, "clock", true, shown, shown);
    }
    if (next < words.size()) {
      Word after = words.get(next);
      if (PLACE.matcher(after.written()).matches()) {
        return new Quantity(Optional.of(value), precision, one, "ordinal", true, shown, shown + " " + after.written());
      }
      Optional<Unit> unit = Units.of(after.written());
      if (unit.isPresent() && unit.get().kind().equals("clock")) {
        return clock(words, at, value, shown);
      }
      if (unit.isPresent()) {
        BigDecimal size = unit.get().size();
        return new Quantity(
            Optional.of(value.multiply(size)),
            precision.multiply(size),
            size,
            unit.get().kind(),
            true,
            shown,
            shown + " " + after.written());
      }
      if (after.content()
          && !after.korean()
          && !isVersioned(words, at)
          && Character.isLetter(after.written().charAt(0))) {
        return new Quantity(
            Optional.of(value),
            precision,
            one,
            after.form(),
            false,
            shown,
            shown + " " + after.written());
      }
    }
    String kind = before.isEmpty() ? "number" : "after " + words.get(at - 1).form();
    return new Quantity(Optional.of(value), precision, one, kind, false, shown, shown);
  }

  /// An hour with the minutes behind it: 오후 7시 40분 is 19:40.
  private static Quantity clock(List<Word> words, int at, BigDecimal hour, String shown) {
    BigDecimal minutes = hour.multiply(HOUR);
    String written = shown + " " + words.get(at + 1).written();
    if (at + 2 < words.size()) {
      String behind = words.get(at + 2).written();
      boolean counted = at + 3 < words.size() && words.get(at + 3).written().startsWith("분");
      if (behind.startsWith("반")) {
        minutes = minutes.add(HALF_HOUR);
        written += " " + behind;
      } else if (counted && Numerals.isDigits(behind)) {
        minutes = minutes.add(Numerals.value(behind).orElse(BigDecimal.ZERO));
        written += " " + behind + " " + words.get(at + 3).written();
      }
    }
    boolean afternoon = minutes.compareTo(NOON) < 0 && isAfternoon(words, at - 1);
    return new Quantity(
        Optional.of(afternoon ? minutes.add(NOON) : minutes),
        BigDecimal.ONE,
        BigDecimal.ONE,
        "clock",
        true,
        shown,
        written);
  }

  private static boolean isAfternoon(List<Word> words, int at) {
    return at >= 0 && at < words.size() && AFTERNOON.contains(words.get(at).written());
  }

  private static boolean isMonth(List<Word> words, int at) {
    return at >= 0
        && at < words.size()
        && named(words.get(at)).filter(named -> named.kind().equals("month")).isPresent();
  }

  /// The month or day that a word names, be it with a Korean particle; "may" is one where it is a name.
  private static Optional<Quantity> named(Word word) {
    if (word.written().equals("may") && word.kind() != Word.Kind.NAME) {
      return Optional.empty();
    }
    Quantity named = NAMES.get(bare(word.written()));
    if (named == null && word.korean()) {
      for (String form : word.forms()) {
        if (NAMES.containsKey(form)) {
          return Optional.of(NAMES.get(form));
        }
      }
    }
    return Optional.ofNullable(named);
  }

  /// Whether the number belongs to the name before it, as in `windows 11` or `python 3.12`.
  private static boolean isVersioned(List<Word> words, int at) {
    return words.get(at).written().contains(".") && at > 0 && words.get(at - 1).content();
  }

  /// The word without a Korean particle: a month or a weekday in English has none.
  private static String bare(String word) {
    return word.length() > 3 && word.charAt(0) >= 0xac00 && word.substring(1, 3).equals("요일")
        ? word.substring(0, 3)
        : word;
  }

  private static Map<String, Quantity> names() {
    Map<String, Quantity> names = new HashMap<>();
    for (String line : WordList.lines("calendar.txt")) {
      String[] cells = line.split(" ", -1);
      for (int i = 1; i < cells.length; i++) {
        for (String name : cells[i].split(",", -1)) {
          names.put(name, Quantity.named(i, cells[0], name));
        }
      }
    }
    return names;
  }
}
