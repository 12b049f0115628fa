package io.doppel.plagiarism.exclusion;

import io.doppel.text.Span;
import io.doppel.work.Cancellation;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds quotations with a reference: text in quotation marks of any kind, and behind it, within the sentence, a year
/// or page in parentheses, a number in brackets, or the number of a note, raised or right behind the mark. Quotation
/// marks alone are no reference. A quotation of several paragraphs is opened again at each of them and closed once.
public final class Quotations {

  /// A paragraph of a quotation is at most so many characters long, so that a lost quotation mark does not quote half
  /// of the text.
  private static final int MAX_LENGTH = 2_000;

  /// A quotation is opened again at so many paragraphs at most.
  private static final int MAX_PARAGRAPHS = 20;

  private static final String QUOTED =
      ("\"([^\"]{1,%1$d}(?:%2$s\"[^\"]{1,%1$d}){0,%3$d})\"|“([^“”]{1,%1$d}(?:%2$s“[^“”]{1,%1$d}){0,%3$d})”|"
          + "„([^„“”]{1,%1$d})[“”]|«([^«»]{1,%1$d})»|‘([^‘]{1,%1$d}?)’(?!\\p{L})")
              .formatted(MAX_LENGTH, "(?<=\\n[ \\t]{0,8})", MAX_PARAGRAPHS)
          + "|「([^「」]{1,%1$d})」|『([^『』]{1,%1$d})』".formatted(MAX_LENGTH);

  private static final String WORD = "[\\p{L}\\p{M}.,’'-]{1,40}+";

  /// Up to five words lead from the quotation to its reference, as in `"…" as Smith has it (1999)`. Nothing is given
  /// back (`+`), so that a rule of dashes behind a quotation is read once.
  private static final String REFERENCE =
      "[.,;:!?]?+(?:\\s*+%1$s(?:\\s++%1$s){0,4}+)?+\\s*+".formatted(WORD)
          + "(?:\\([^()]{0,80}(?:\\d{4}|\\bpp?\\.|\\bibid|%s)[^()]{0,40}\\)|"
              .formatted("쪽|면|" + Normalizer.normalize("쪽|면", Normalizer.Form.NFD))
          + "\\[\\d[\\d,;\\s–-]{0,20}\\]|[¹²³⁰-⁹]+)";

  /// What is left of a raised number where a text has no raised letters.
  private static final String NOTE = "[.,;:!?]?\\d{1,3}(?![\\d\\p{L}%]|[.,:]\\d)";

  private static final Pattern QUOTATION = Pattern.compile("(?:%s)(?:%s|%s)".formatted(QUOTED, REFERENCE, NOTE));

  /// Without a reference, a straight mark must stand as one that opens or closes.
  private static final Pattern MARKED =
      Pattern.compile(QUOTED.replaceFirst("\"\\(", Matcher.quoteReplacement("(?<![\\p{L}\\p{N}])\"(?!\\s)(")));

  private Quotations() {}

  /// What stands in quotation marks, in the order of the text, with a reference or without, and without the marks.
  public static List<Span> marked(String text) {
    return found(MARKED, text);
  }

  /// The quotations of a text in their order, without their marks and references.
  public static List<Span> of(String text) {
    return found(QUOTATION, text);
  }

  private static List<Span> found(Pattern pattern, String text) {
    List<Span> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      Cancellation.check();
      for (int group = 1; group <= matcher.groupCount(); group++) {
        if (matcher.start(group) >= 0) {
          found.add(new Span(matcher.start(group), matcher.end(group)));
        }
      }
    }
    return found;
  }
}
