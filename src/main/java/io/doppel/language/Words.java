package io.doppel.language;

import com.ibm.icu.lang.UCharacter;
import io.doppel.language.Word.Kind;
import io.doppel.text.Span;
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
/// @param text the text in NFC and small letters, with plain apostrophes; the beginning of a long one
/// @param list its words, at most [#MAX] of them
/// @param isQuestion whether it asks: by its mark, its first word, or its Korean ending
public record Words(String text, List<Word> list, boolean isQuestion) {

  static final int MAX = 400;

  /// What lies behind so many characters is not looked at.
  static final int MAX_LENGTH = 8_000;

  private static final RecentWords RECENT = new RecentWords();

  private static final String LETTER = "[\\p{L}&&[^\\p{IsHangul}]]";
  private static final String ALNUM = "[\\p{N}" + LETTER + "]";
  private static final String BEHIND_SPACE = "(?<![^\\s\"'(`])";

  /// Repeated groups give nothing back (`++`): each repetition of one that does takes the stack deeper.
  private static final Pattern TOKEN =
      Pattern.compile(
          // ./build and /usr/bin, --force and -v.
          ("(?<path>BEHIND(?:~|\\.{1,2})?/[\\p{L}\\p{N}_-](?:[\\p{L}\\p{N}_./-]*[\\p{L}\\p{N}_-])?|"
              + "BEHIND--LETTER[_ALNUM-]*|BEHIND-LETTER(?!ALNUM))"
                  // anna@example.org and https://example.org/a?b=1
                  + "|(?<address>BEHIND(?:https?://\\S+[\\p{L}\\p{N}/]|[_.+ALNUM-]++@ALNUM[.ALNUM-]*ALNUM))"
                  // U.S., e.g.
                  + "|(?<initials>(?<![\\p{L}\\p{N}])LETTER(?:\\.LETTER(?!ALNUM))++\\.?(?!ALNUM))"
                  // C#, C++, A+.
                  + "|(?<grade>(?<![\\p{L}\\p{N}])(?:LETTER{1,2}(?:#|\\+\\+)|\\p{Lu}\\p{Ll}?[+-](?=[\\s.,!?)]|$)))"
                  + "|(?<run>(?:(?<![^\\s(=])[+-](?=\\d))?ALNUM++(?:[-_.,:]ALNUM++)*+(?:'\\p{L}+)?)"
                  + "|(?<hangul>\\p{IsHangul}+)"
                  + "|(?<currency>[$€£¥₩%])"
                  + "|(?<operator>[<>=!]={1,2}|&&|\\|\\||[<>=]|(?<!\\S)[+*/^~|&-](?!\\S))"
                  + "|(?<picture>\\p{IsEmoji_Presentation}|[☺☹❤♥✓✔✗✘☐☑☒])")
              .replace("BEHIND", BEHIND_SPACE)
              .replace("LETTER", LETTER)
              .replace("ALNUM", ALNUM));

  private static final Pattern PART =
      Pattern.compile("^[+-]?\\d++(?:[.,:]\\d++)*+|\\d++(?:[.,:]\\d++)*+|[\\p{L}\\p{N}]+(?:'\\p{L}+)?");
  private static final Pattern HANGUL = Pattern.compile("\\p{IsHangul}");
  private static final Map<String, String> CONTRACTED =
      Map.of(
          "can't",
          "can not",
          "cannot",
          "can not",
          "won't",
          "will not",
          "shan't",
          "shall not",
          "ain't",
          "is not",
          "dont",
          "do not",
          "doesnt",
          "does not",
          "didnt",
          "did not",
          "isnt",
          "is not",
          "cant",
          "can not");
  private static final Pattern MORNING_OR_AFTERNOON = Pattern.compile("(?i)\\b([ap])\\.\\s?m\\b\\.?");

  /// ①, Ⅳ and ½, but no exponents.
  private static final Pattern ENCLOSED =
      Pattern.compile("[\\x{bc}-\\x{be}\\x{2150}-\\x{217f}\\x{2189}\\x{2460}-\\x{249b}\\x{24ea}\\x{2776}-\\x{2793}]");

  private static final Pattern OTHER_DIGIT = Pattern.compile("[\\p{Nd}&&[^0-9]]");

  private static final Set<String> ASKING =
      Set.of(
          ("how what which who whom whose when where why is are was were do does did can could will would "
              + "shall should may must "
                  + "has have had am")
              .split(" ", -1));

  /// The endings of Korean questions; -니까 gives a reason.
  private static final Pattern KOREAN_ASKING = Pattern.compile("(?:나요|가요|까요|(?<!니)까|냐|나|니)[.!]*$");

  public Words {
    list = List.copyOf(list);
  }

  /// The words of a text. Those of the texts that were asked for last are kept.
  public static Words of(String text) {
    return RECENT.get(text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH), Words::read);
  }

  /// Whether these are all words of that text, of which they are the words: nothing of it was left out as too long.
  public boolean isAllOf(String text) {
    return text.length() <= MAX_LENGTH && list.size() < MAX;
  }

  private static Words read(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFC).replace('’', '\'').replace('−', '-');
    plain = ENCLOSED.matcher(plain).replaceAll(found -> " " + inDigits(found.group()));
    plain =
        OTHER_DIGIT
            .matcher(plain)
            .replaceAll(found -> String.valueOf(Character.digit(found.group().codePointAt(0), 10)));
    plain = MORNING_OR_AFTERNOON.matcher(plain).replaceAll("$1m");
    String small = plain.toLowerCase(Locale.ROOT);
    List<Word> words = new Reader(plain).words();
    return new Words(small, words, asks(small, words));
  }

  /// 4 for ④ and Ⅳ, 1/4 for ¼.
  private static String inDigits(String letter) {
    double value = UCharacter.getUnicodeNumericValue(letter.codePointAt(0));
    return value >= 0 && value == Math.rint(value)
        ? String.valueOf((long) value)
        : Normalizer.normalize(letter, Normalizer.Form.NFKC).replace('⁄', '/');
  }

  private static boolean asks(String text, List<Word> list) {
    String stripped = text.strip();
    return stripped.endsWith("?")
        || (!list.isEmpty() && ASKING.contains(list.getFirst().written()))
        || KOREAN_ASKING.matcher(stripped).find();
  }

  /// Goes through one text.
  private static final class Reader {

    private final String text;
    private final Letters letters;
    private final List<Morpheme> morphemes;
    private final List<Word> words = new ArrayList<>();
    private int nextMorpheme;

    Reader(String text) {
      this.text = text;
      this.letters = new Letters(text);
      this.morphemes = HANGUL.matcher(text).find() ? KoreanAnalyzer.analyze(text) : List.of();
    }

    List<Word> words() {
      Matcher token = TOKEN.matcher(text);
      int from = 0;
      while (words.size() < MAX && token.find(from)) {
        from = token.end();
        if (token.group("hangul") != null) {
          words.addAll(Korean.words(text, new Span(token.start(), token.end()), morphemes(token.start(), token.end())));
        } else if (token.group("run") != null) {
          from = run(token.start(), token.end());
        } else {
          words.add(token.group("currency") != null ? plain(token.group()) : literal(token));
        }
      }
      return words.subList(0, Math.min(words.size(), MAX));
    }

    private List<Morpheme> morphemes(int start, int end) {
      while (nextMorpheme < morphemes.size() && morphemes.get(nextMorpheme).start() < start) {
        nextMorpheme++;
      }
      int first = nextMorpheme;
      while (nextMorpheme < morphemes.size() && morphemes.get(nextMorpheme).start() < end) {
        nextMorpheme++;
      }
      return morphemes.subList(first, nextMorpheme);
    }

    private static Word literal(Matcher token) {
      String written = token.group().toLowerCase(Locale.ROOT);
      if (token.group("operator") != null || token.group("picture") != null) {
        return new Word(written, Set.of(Pictures.mood(written)), Kind.SYMBOL, false, false, List.of());
      }
      if (token.group("initials") != null) {
        String joined = written.replace(".", "");
        return code(joined, Letters.initials(joined));
      }
      return code(written, written);
    }

    private static Word code(String written, String form) {
      return new Word(written, Set.of(form), Kind.CODE, false, true, List.of());
    }

    private static Word plain(String written) {
      boolean content =
          Character.isLetterOrDigit(
                  written.codePointAt(
                      written.charAt(0) == '-' || written.charAt(0) == '+'
                          ? Math.min(1, written.length() - 1)
                          : 0))
              && !English.FUNCTION.contains(written)
              && !English.DENIALS.contains(written);
      return new Word(written, Set.of(English.stem(written)), Kind.PLAIN, false, content, List.of());
    }

    /// Letters and digits that hang together.
    ///
    /// @return where to go on
    private int run(int start, int end) {
      String run = text.substring(start, end);
      if (Letters.isCode(run)) {
        String written = run.toLowerCase(Locale.ROOT);
        words.add(code(written, written.replaceAll("[-_]", "")));
      } else {
        Matcher part = PART.matcher(run);
        while (part.find()) {
          part(part.group(), start + part.start());
        }
      }
      return particle(end);
    }

    private void part(String part, int at) {
      String written = part.toLowerCase(Locale.ROOT);
      if (letters.isInitialism(part) || letters.isSingleLetter(part, at)) {
        words.add(code(written, Letters.initials(written)));
      } else if (part.equals("I") && !words.isEmpty() && words.getLast().kind() == Kind.NAME) {
        // Perhaps the first of several: World War I.
        words.add(new Word(written, Set.of(written), Kind.CODE, false, false, List.of()));
      } else {
        Kind kind = letters.isName(part, at) || letters.isMay(part, at) ? Kind.NAME : Kind.PLAIN;
        for (String piece : pieces(written)) {
          Word word = plain(piece);
          words.add(
              kind == Kind.NAME && (word.content() || piece.equals("may"))
                  ? new Word(piece, word.forms(), kind, false, true, List.of())
                  : word);
        }
      }
    }

    /// A Korean particle right behind a Latin word belongs to it.
    private int particle(int end) {
      int behind = end;
      while (behind < text.length()
          && Character.UnicodeScript.of(text.charAt(behind)) == Character.UnicodeScript.HANGUL) {
        behind++;
      }
      if (behind == end || words.isEmpty() || Numerals.isDigits(words.getLast().written())) {
        return end;
      }
      int before = nextMorpheme;
      List<Morpheme> own = morphemes(end, behind);
      if (own.isEmpty() || own.stream().anyMatch(Morpheme::isStem)) {
        nextMorpheme = before;
        return end;
      }
      Word word = words.removeLast();
      words.add(new Word(word.written() + text.substring(end, behind), word.forms(), word.kind(), true, true, own));
      return behind;
    }

    private static List<String> pieces(String word) {
      String full = CONTRACTED.get(word);
      if (full != null) {
        return List.of(full.split(" ", -1));
      }
      if (word.endsWith("n't")) {
        return List.of(word.substring(0, word.length() - 3), "not");
      }
      int apostrophe = word.indexOf('\'');
      return apostrophe > 0 ? List.of(word.substring(0, apostrophe), word.substring(apostrophe + 1)) : List.of(word);
    }
  }
}
