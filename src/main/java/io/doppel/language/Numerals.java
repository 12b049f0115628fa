package io.doppel.language;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Numbers in digits and in letters.
public final class Numerals {

  private static final Pattern DIGITS = Pattern.compile("[+-]?\\d++(?:[.,:]\\d++)*+");
  private static final Pattern THOUSANDS = Pattern.compile(",(?=\\d{3}(?:\\D|$))");
  private static final Pattern DECIMAL_COMMA = Pattern.compile("[+-]?\\d+,\\d+");
  private static final Pattern PLAIN = Pattern.compile("[+-]?\\d+(?:\\.\\d+)?");

  /// Of English, and the Korean ones that stand before what they count.
  private static final Map<String, Integer> NAMED = named();

  private static final String SINO_DIGITS = "영일이삼사오육칠팔구";
  private static final Map<Character, Integer> SINO_TENS = Map.of('십', 10, '백', 100, '천', 1000);
  private static final Map<Character, Long> SINO_GROUPS =
      Map.of('만', 10_000L, '억', 100_000_000L, '조', 1_000_000_000_000L);
  private static final Map<String, Integer> NATIVE_TENS =
      Map.of("열", 10, "스물", 20, "스무", 20, "서른", 30, "마흔", 40, "쉰", 50, "예순", 60, "일흔", 70, "여든", 80, "아흔", 90);

  private Numerals() {}

  public static boolean isDigits(String word) {
    return DIGITS.matcher(word).matches();
  }

  /// The number in letters that an English word is, or a Korean one before what it counts.
  public static Optional<Integer> named(String word) {
    return Optional.ofNullable(NAMED.get(word));
  }

  /// The value of a number, if it is one: a version such as 18.2.1 is none. A time counts in minutes.
  public static Optional<BigDecimal> value(String word) {
    if (isDigits(word)) {
      return ofDigits(THOUSANDS.matcher(word).replaceAll(""));
    }
    return named(word).map(BigDecimal::valueOf).or(() -> korean(word));
  }

  private static Optional<BigDecimal> ofDigits(String plain) {
    int colon = plain.indexOf(':');
    if (colon > 0 && colon == plain.lastIndexOf(':')) {
      Optional<BigDecimal> hours = ofDigits(plain.substring(0, colon));
      Optional<BigDecimal> minutes = ofDigits(plain.substring(colon + 1));
      return hours.flatMap(h -> minutes.map(m -> h.multiply(BigDecimal.valueOf(60)).add(m)));
    }
    if (DECIMAL_COMMA.matcher(plain).matches()) {
      return Optional.of(new BigDecimal(plain.replace(',', '.')));
    }
    return PLAIN.matcher(plain).matches() ? Optional.of(new BigDecimal(plain)) : Optional.empty();
  }

  /// The value of a Korean numeral, Chinese (이십오, 삼천오백만) or native (스물다섯).
  public static Optional<BigDecimal> korean(String numeral) {
    if (numeral.isEmpty()) {
      return Optional.empty();
    }
    for (Map.Entry<String, Integer> tens : NATIVE_TENS.entrySet()) {
      if (numeral.startsWith(tens.getKey())) {
        String rest = numeral.substring(tens.getKey().length());
        Optional<Integer> ones = rest.isEmpty() ? Optional.of(0) : named(rest).filter(value -> value < 10);
        return ones.map(value -> BigDecimal.valueOf(tens.getValue() + value));
      }
    }
    return sino(numeral);
  }

  private static Optional<BigDecimal> sino(String numeral) {
    long all = 0;
    long group = 0;
    long digit = 0;
    for (int i = 0; i < numeral.length(); i++) {
      char letter = numeral.charAt(i);
      int plain = SINO_DIGITS.indexOf(letter);
      Integer tens = SINO_TENS.get(letter);
      Long scale = SINO_GROUPS.get(letter);
      if (plain >= 0) {
        digit = digit * 10 + plain;
      } else if (tens != null) {
        group += Math.max(digit, 1) * tens;
        digit = 0;
      } else if (scale != null) {
        all += Math.max(group + digit, 1) * scale;
        group = 0;
        digit = 0;
      } else {
        return Optional.empty();
      }
      if (all < 0 || digit > Integer.MAX_VALUE) {
        return Optional.empty();
      }
    }
    return Optional.of(BigDecimal.valueOf(all + group + digit));
  }

  private static Map<String, Integer> named() {
    Map<String, Integer> numbers = new HashMap<>();
    for (String line : WordList.lines("numbers.txt")) {
      String[] cells = line.split(" ", -1);
      for (int i = 1; i < cells.length; i++) {
        numbers.put(cells[i], Integer.parseInt(cells[0]));
      }
    }
    return numbers;
  }
}
