package io.doppel.duplicates.guard.language;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words of a text, in their order, contractions written out.
///
/// @param text the text in NFC and small letters, with plain apostrophes
/// @param list its words, at most [#MAX] of them: guards are for questions and other short texts
public record Words(String text, List<Word> list) {

  static final int MAX = 400;

  private static final Pattern WORD =
      Pattern.compile("\\d+(?:[.,:]\\d+)*|[$€£¥₩%]|[\\p{L}\\p{N}]+(?:'\\p{L}+)?");
  private static final Pattern HANGUL = Pattern.compile("\\p{IsHangul}+");
  private static final Map<String, String> CONTRACTED =
      Map.of(
          "can't", "can not", "cannot", "can not", "won't", "will not", "shan't", "shall not", "ain't", "is not", "dont", "do not", "doesnt", "does not", "didnt", "did not", "isnt", "is not", "cant", "can not");
  private static final Pattern MORNING_OR_AFTERNOON = Pattern.compile("\\b([ap])\\.\\s?m\\b\\.?");

  private static final Set<String> ASKING =
      Set.of(
          ("how what which who whom whose when where why is are was were do does did can could will would shall should may must "
                  + "has have had am")
              .split(" ", -1));

  /// The endings of Korean questions; -니까 gives a reason.
  private static final Pattern KOREAN_ASKING = Pattern.compile("(?:나요|가요|까요|(?<!니)까|냐|나|니)[.!]*$");

  public Words {
    list = List.copyOf(list);
  }

  public static Words of(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT).replace('’', '\'');
    plain = MORNING_OR_AFTERNOON.matcher(plain).replaceAll("$1m");
    List<Word> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(plain);
    while (matcher.find() && words.size() < MAX) {
      for (String part : parts(matcher.group())) {
        words.add(word(part));
      }
    }
    return new Words(plain, words);
  }

  /// Whether it asks: by its mark, its first word, or its Korean ending.
  public boolean isQuestion() {
    String stripped = text.strip();
    return stripped.endsWith("?")
        || (!list.isEmpty() && ASKING.contains(list.getFirst().written()))
        || KOREAN_ASKING.matcher(stripped).find();
  }

  private static List<String> parts(String word) {
    String full = CONTRACTED.get(word);
    if (full != null) {
      return List.of(full.split(" ", -1));
    }
    if (word.endsWith("n't")) {
      return List.of(word.substring(0, word.length() - 3), "not");
    }
    int apostrophe = word.indexOf('\'');
    if (apostrophe > 0) {
      return List.of(word.substring(0, apostrophe), word.substring(apostrophe + 1));
    }
    return letterThenDigit(word);
  }

  /// `7pm` and `10kg` are two words, `s21` is one, and `3개월` a number and a word.
  private static List<String> letterThenDigit(String word) {
    int digits = 0;
    while (digits < word.length() && Character.isDigit(word.charAt(digits))) {
      digits++;
    }
    return digits == 0 || digits == word.length() || !Character.isLetter(word.charAt(digits))
        ? List.of(word)
        : List.of(word.substring(0, digits), word.substring(digits));
  }

  private static Word word(String written) {
    if (HANGUL.matcher(written).lookingAt()) {
      return new Word(written, Korean.forms(written), true, !Korean.isFunction(written) && !Korean.isDenial(written));
    }
    // A Latin word or a number with a Korean particle behind it.
    Matcher hangul = HANGUL.matcher(written);
    if (hangul.find()) {
      String stem = written.substring(0, hangul.start());
      return new Word(written, Set.of(written, stem), true, true);
    }
    return new Word(written, Set.of(English.stem(written)), false, Character.isLetterOrDigit(written.charAt(0)) && !English.FUNCTION.contains(written) && !English.DENIALS.contains(written));
  }
}
