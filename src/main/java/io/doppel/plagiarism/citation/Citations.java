package io.doppel.plagiarism.citation;

import io.doppel.plagiarism.citation.Citation.Named;
import io.doppel.text.Span;
import io.doppel.work.Cancellation;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Finds the places where a text names works: with an author and a year or a page in parentheses (APA, Chicago's
/// author-date, MLA, 홍길동(2019: 23)), with an author before a year in parentheses, with a number in brackets, or with
/// the number of a note, raised, or right behind a quotation mark or the end of a sentence.
final class Citations {

  private static final String SURNAME = "\\p{Lu}[\\p{L}'’-]{1,30}+";
  private static final String YEAR = "(?:1[5-9]|20)\\d\\d[a-z]?(?!\\d)";

  /// No citation is longer, with the author before the parentheses.
  static final int MAX_LENGTH = 300;

  /// What stands in parentheses; a work more or less, but no sentence.
  private static final Pattern PARENTHESES = Pattern.compile("[(（]([^()（）\\n]{1,160}+)[)）]");

  /// (Lee, 1999) | (Lee & Kim 1999, p. 3) | (홍길동, 2019) | (홍길동 외, 2019: 23쪽)
  private static final Pattern AUTHOR_AND_YEAR = Pattern.compile("([^;]{1,90}?)[\\s,]{0,3}+(" + YEAR + "|n\\.d\\.)");

  /// (Lee 23) | (Lee and Kim 23-25) | (홍길동 23)
  private static final Pattern AUTHOR_AND_PAGE =
      Pattern.compile(
          ("\\s*((?:%1$s(?:,? (?:and|&|et) %1$s| et al\\.)?|[가-힣]{2,4}(?: 외)?))[,:]? "
                  + "(?:pp?\\. ?)?\\d{1,4}(?:[–-]\\d{1,4})?쪽?\\s*")
              .formatted(SURNAME));

  private static final Pattern ONLY_A_YEAR =
      Pattern.compile("\\s*(%s)(?:\\s*[,:]\\s*(?:pp?\\. ?)?\\d{1,4}(?:[–-]\\d{1,4})?쪽?)?\\s*".formatted(YEAR));

  private static final Pattern BEFORE_THE_YEAR =
      Pattern.compile(
          "(?:%1$s(?:(?:, %1$s)?,? (?:and|&) %1$s| et al\\.)?(?:['’]s?)?|[가-힣]{2,4}(?:[·,] ?[가-힣]{2,4})?(?: 외)?) ?$"
              .formatted(SURNAME));

  private static final Pattern NUMBERS =
      Pattern.compile("\\[(\\d{1,3}(?:[,;\\s–-]{1,2}\\d{1,3}){0,8})(?:,? ?pp?\\.[^]]{0,12})?\\]");

  private static final Pattern RANGE = Pattern.compile("(\\d{1,3})(?:\\s?[–-]\\s?(\\d{1,3}))?");

  /// None of these are exponents: of a number, a unit of length, or a variable.
  private static final Pattern RAISED =
      Pattern.compile("(?<!\\p{N}\\p{L}{0,3}|(?<!\\p{L})(?:[kcmdnµμ]?m|\\p{IsLatin}|\\p{IsGreek}))[¹²³⁰⁴-⁹]{1,3}+");

  /// Behind an abbreviation as in `see p.23` stands no note.
  private static final Pattern NOTE =
      Pattern.compile(
          "(?<=[”’\"»」』][.,;:!?]{0,1}|[\\p{L}][.!?][”\"]?)"
              + "(?<!\\b(?i:pp?|nos?|figs?|eqs?|vols?|ch|chap|secs?|art|ed|v)\\.)"
              + "(\\d{1,3})\\)?(?![\\d\\p{L}%]|[.,:]\\d)");

  /// Words that begin with a capital and name nobody.
  private static final Pattern NAME = Pattern.compile("%s|[가-힣]{2,4}(?=[\\s,·:;&]|외|$)".formatted(SURNAME));

  private static final Pattern NO_NAME =
      Pattern.compile(
          "(?i)see|cf|vgl|also|and|eds?|trans|qtd|quoted|in|ibid|the|as|by|from|figure|fig|table|chapter|"
              + "sections?|sect?|equations?|eq|appendix|part|step|phase|version|article|act|pages?|notes?|example|"
              + "january|february|march|april|may|june|july|august|september|october|november|december|"
              + "jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|spring|summer|autumn|fall|winter|참조|재인용|인용|참고|이하|그림");

  private static final int MAX_BEFORE = 80;

  /// A longer range is none of references.
  private static final int MAX_RANGE = 9;

  private Citations() {}

  /// In the order of the text.
  static List<Citation> of(String text) {
    List<Citation> found = new ArrayList<>();
    Matcher parentheses = PARENTHESES.matcher(text);
    while (parentheses.find()) {
      Cancellation.check();
      citation(text, parentheses).ifPresent(found::add);
    }
    NUMBERS.matcher(text).results().forEach(
        match -> found.add(new Citation(new Span(match.start(), match.end()), numbers(match.group(1)))));
    RAISED.matcher(text).results().forEach(
        match -> found.add(new Citation(new Span(match.start(), match.end()), note(lowered(match.group())))));
    NOTE.matcher(text).results().forEach(
        match -> found.add(new Citation(new Span(match.start(1), match.end()), note(match.group(1)))));
    found.removeIf(one -> one.works().isEmpty());
    found.sort(Comparator.comparingInt(one -> one.where().start()));
    return found;
  }

  /// Nobody counts from 0.
  private static List<Named> note(String digits) {
    int number = Integer.parseInt(digits);
    return number == 0 ? List.of() : List.of(new Named(List.of(), "", number, true));
  }

  private static Optional<Citation> citation(String text, Matcher parentheses) {
    String inside = parentheses.group(1);
    Matcher year = ONLY_A_YEAR.matcher(inside);
    if (year.matches()) {
      String before = text.substring(Math.max(0, parentheses.start() - MAX_BEFORE), parentheses.start());
      Matcher author = BEFORE_THE_YEAR.matcher(before);
      return author.find()
          ? Optional.of(
              new Citation(
                  new Span(parentheses.start() - before.length() + author.start(), parentheses.end()),
                  List.of(new Named(names(author.group()), year.group(1)))))
          : Optional.empty();
    }
    List<Named> works = Stream.of(inside.split(";")).flatMap(part -> work(part).stream()).toList();
    return works.isEmpty()
        ? Optional.empty()
        : Optional.of(new Citation(new Span(parentheses.start(), parentheses.end()), works));
  }

  private static Optional<Named> work(String part) {
    Matcher year = AUTHOR_AND_YEAR.matcher(part);
    if (year.lookingAt() && !names(year.group(1)).isEmpty()) {
      return Optional.of(new Named(names(year.group(1)), year.group(2)));
    }
    Matcher page = AUTHOR_AND_PAGE.matcher(part);
    return page.matches() && !names(page.group(1)).isEmpty()
        ? Optional.of(new Named(names(page.group(1)), ""))
        : Optional.empty();
  }

  static List<String> names(String words) {
    return NAME.matcher(words)
        .results()
        .map(match -> match.group().replaceAll("['’]s?$", ""))
        .filter(name -> !NO_NAME.matcher(name).matches())
        .toList();
  }

  /// `3, 5-7` names four.
  private static List<Named> numbers(String list) {
    List<Named> works = new ArrayList<>();
    Matcher range = RANGE.matcher(list);
    while (range.find()) {
      int first = Integer.parseInt(range.group(1));
      int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
      for (int number = Math.max(1, first); number <= Math.min(last, first + MAX_RANGE); number++) {
        works.add(new Named(List.of(), "", number, false));
      }
    }
    return works;
  }

  private static String lowered(String raised) {
    return Normalizer.normalize(raised, Normalizer.Form.NFKC);
  }
}
