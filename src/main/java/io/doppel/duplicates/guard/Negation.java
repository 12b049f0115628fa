package io.doppel.duplicates.guard;

import io.doppel.duplicates.guard.language.English;
import io.doppel.duplicates.guard.language.Korean;
import io.doppel.duplicates.guard.language.Word;
import io.doppel.duplicates.guard.language.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells a text that denies from one that does not, by counting: two denials in one text cancel out.
final class Negation {

  /// Verbs that deny the one behind them: "failed to lower".
  private static final Set<String> BEFORE_TO = Set.of("fail", "refus", "declin", "unabl");

  /// Not a denial: "not only", "or not".
  private static final Set<String> AFTER_NOT = Set.of("only", "just", "least");

  private static final Pattern KOREAN =
      Pattern.compile(
          // 안 and 못 before a verb, with or without a space; 안내, 안에 and the like are nouns, 안타다 is a verb at an end.
          "(?<![가-힣])안(?=타(?:요|고|면|야|\\s*$|\\s*[.!?]))"
              + "|(?<![가-힣])안(?!내|전|경|녕|과|건|개|주|부|색|심|정|타|무|방|식|목|팎|쪽|에|으|의|은|을|이|테|드|달|락|착|마|대|성|산|양|동)(?=\\s*[가-힣])"
              + "|(?<![가-힣])못(?!을|이|에|과|지않|난|생|된)(?=\\s*[가-힣])"
              // 치마 at the beginning of a word is a skirt.
              + "|(?<=[가-힣])[지치](?:는|도|가|를|를)?\\s*(?:않|못|말(?=고|아|자|라|까|지|았|면)|마(?=세|라|요|시|[.!?\\s]|$))"
              // 없다, but not what goes missing.
              + "|없(?!어지|어졌|어져|애)(?=[가-힣])"
              + "|아닌(?!가|지)|아닙|아니(?=라|다|었|고|던|네|지|구|군)|(?:아냐|아니야|아니에요)(?!\\?)");

  /// A question that expects a yes: "좋지 않나요?" asks whether it is good. With a question word it is a real denial.
  private static final Pattern KOREAN_RHETORICAL = Pattern.compile("지\\s*않(?:나요|아요|나|니|을까요?|습니까)\\s*\\?*\\s*$");

  private static final Pattern KOREAN_QUESTION_WORD = Pattern.compile("왜|어떻게|언제|누가|누구|무엇|뭐|뭘|어디|어느|어떤|무슨|몇");

  /// 아니다 denies a noun and what it is, which needs no verb.
  private static final String COPULA = "";

  private static final Pattern HANGUL = Pattern.compile("[가-힣]+");

  private Negation() {}

  /// The denial that one of the texts has and the other has not.
  static Optional<Contrast> between(Alignment alignment) {
    Words here = alignment.here();
    Words there = alignment.there();
    if (isOdd(denials(here, _ -> true), denials(there, _ -> true))) {
      List<String> ofHere = denials(here, denied -> speaksOf(there, denied));
      List<String> ofThere = denials(there, denied -> speaksOf(here, denied));
      if (isOdd(ofHere, ofThere)) {
        return Optional.of(new Contrast(Guard.NEGATION, String.join(" ", ofHere), String.join(" ", ofThere)));
      }
    }
    return Optional.empty();
  }

  private static boolean isOdd(List<String> here, List<String> there) {
    return (here.size() + there.size()) % 2 == 1;
  }

  /// Whether a text has a Korean verb, or its opposite. What it does not speak of, it does not affirm either: "기회를 못
  /// 잡았어" says the same as "기회를 놓쳤어".
  private static boolean speaksOf(Words words, String verb) {
    return words.list().stream()
        .anyMatch(
            word -> Korean.conjugated(verb, word.written()) || Opposites.standard().koreanOpposed(verb, word.written()));
  }

  /// @param counts says of a Korean verb that is denied whether that counts
  private static List<String> denials(Words words, Predicate<String> counts) {
    List<String> found = new ArrayList<>();
    List<Word> list = words.list();
    for (int i = 0; i < list.size(); i++) {
      if (denies(list, i) && !(i == 1 && isYesNoQuestion(words))) {
        found.add(list.get(i).written());
      }
    }
    Matcher korean = KOREAN.matcher(words.text());
    while (korean.find()) {
      String denied = denied(words.text(), korean);
      if (denied.equals(COPULA) || counts.test(denied)) {
        found.add(korean.group());
      }
    }
    if (!found.isEmpty()
        && KOREAN_RHETORICAL.matcher(words.text()).find()
        && !KOREAN_QUESTION_WORD.matcher(words.text()).find()) {
      found.removeLast();
    }
    return found;
  }

  /// The beginning of the verb that is denied.
  private static String denied(String text, MatchResult denial) {
    return switch (denial.group().charAt(0)) {
      case '지', '치' -> lastWord(text.substring(0, denial.start()));
      case '안', '못' -> firstWord(text.substring(denial.end()));
      case '없' -> "있";
      default -> COPULA;
    };
  }

  private static String firstWord(String text) {
    Matcher word = HANGUL.matcher(text);
    return word.find() ? word.group() : "";
  }

  private static String lastWord(String text) {
    Matcher word = HANGUL.matcher(text);
    String last = "";
    while (word.find()) {
      last = word.group();
    }
    return last;
  }

  private static boolean denies(List<Word> words, int at) {
    Word word = words.get(at);
    if (word.korean()) {
      return false;
    }
    Word next = at + 1 < words.size() ? words.get(at + 1) : null;
    if (BEFORE_TO.contains(word.form())) {
      return next != null && next.written().equals("to");
    }
    if (!English.DENIALS.contains(word.written())) {
      return false;
    }
    boolean orNot = at > 0 && words.get(at - 1).written().equals("or");
    boolean notOnly = next != null && AFTER_NOT.contains(next.written());
    return !orNot && !notOnly;
  }

  /// "Isn't this good?" asks the same as "Is this good?".
  private static boolean isYesNoQuestion(Words words) {
    return words.list().get(1).written().equals("not")
        && words.text().strip().endsWith("?")
        && words.text().contains("n't")
        && Set.of("is", "are", "was", "were", "do", "does", "did", "have", "has", "would", "should", "could", "can", "will")
            .contains(words.list().getFirst().written());
  }
}
