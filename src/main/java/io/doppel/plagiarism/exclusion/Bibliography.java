package io.doppel.plagiarism.exclusion;

import io.doppel.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds lists of references: from a line that is a heading such as "References" or "참고문헌" to an appendix or the end.
public final class Bibliography {

  private static final String NUMBER = "[#* \\t]*(?:\\d+\\.?|[IVX]+\\.)?[ \\t]*";

  private static final Pattern HEADING =
      Pattern.compile(
          "^" + NUMBER + "(?:references|bibliography|works cited|literature cited|literature|list of references|sources"
              + "|참고\\s*문헌|인용\\s*문헌|참고\\s*자료)\\s*[:*]*[ \\t]*$",
          Pattern.MULTILINE | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private static final Pattern END =
      Pattern.compile(
          "^" + NUMBER + "(?:appendix|appendices|acknowledge?ments|부록|감사의 글)\\b.{0,80}$",
          Pattern.MULTILINE | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);

  private Bibliography() {}

  /// The lists of references of a text in their order, with their headings.
  public static List<Span> of(String text) {
    List<Span> found = new ArrayList<>();
    Matcher heading = HEADING.matcher(text);
    Matcher end = END.matcher(text);
    int from = 0;
    while (heading.find(from)) {
      int to = end.find(heading.end()) ? end.start() : text.length();
      found.add(new Span(heading.start(), to));
      from = to;
    }
    return found;
  }
}
