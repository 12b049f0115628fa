package io.doppel.plagiarism.exclusion;

import io.doppel.text.Span;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds lists of references: a line that is a heading such as "References" or "참고문헌", and the entries below it. What
/// is an entry is told by its form, so that nothing else counts as a list because it stands behind such a line.
public final class Bibliography {

  private static final String NUMBER = "(?:(?:제\\s*+)?\\d++(?:\\.\\d++)*+\\s*+[.)장]?|[IVX]+\\.|[Ⅰ-Ⅻ]+\\.?)?";

  private static final String NAMES =
      "(?:selected )?references(?: and notes| cited)?|notes and references|(?:list of )?references|reference list"
          + "|(?:selected |annotated )?bibliography|(?:works|literature) cited|literature|sources"
          + "|참\\s*고\\s*문\\s*헌|인\\s*용\\s*문\\s*헌|참\\s*고\\s*자\\s*료|참\\s*조\\s*문\\s*헌";

  /// White space gives nothing back (`*+`): a line of spaces would be parted in every way.
  private static final Pattern HEADING =
      Pattern.compile(
          ("[\\p{Zs}\\t#*]*+%1$s[\\p{Zs}\\t]*+[<〈《\\[【(「]?[\\p{Zs}\\t]*+%1$s[\\p{Zs}\\t]*+(?:%2$s)[\\p{Zs}\\t]*+[>〉"
              + "》\\]】)」]?[\\p{Zs}\\t:*]*+")
              .formatted(NUMBER, NAMES.replace("\\s", "[\\p{Zs}\\t]")),
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /// What entries are made of; two of these make one.
  private static final List<Pattern> TRAITS =
      List.of(
          // a year
          Pattern.compile(
              "(?<![\\d.,])(?:1[5-9]|20)\\d\\d[a-z]?(?![\\d%])|\\bn\\.d\\.|\\b(?:in press|forthcoming)\\b"),
          // an author: Adler, P. | P. Adler | Adler P, | 김민아, | 김민아 (
          Pattern.compile(
              "^[^\\p{L}\\d]*(?:\\d+[^\\p{L}\\d]+)?(?:\\p{Lu}[\\p{L}'’-]+,? (?:\\p{Lu}\\.?[- ]?){1,3}(?:[,.;"
                  + "&(]|$)|\\p{Lu}[\\p{L}'’-]+, \\p{Lu}\\p{L}+"
                  + "|(?:\\p{Lu}\\.[- ]?){1,3} ?\\p{Lu}[\\p{L}'’-]+[,.]|[가-힣]{2,4}(?:[,·.]|외(?![가-힣])| ?\\())"),
          // et al., editors
          Pattern.compile(
              "\\bet al\\b|\\b[Ee]ds?\\.|\\([Ee]ds?\\b|\\b[Tt]rans\\.|[가-힣] (?:편|역|지음|옮김)[,.)]|외 \\d+인"),
          // a publisher, a journal
          Pattern.compile(
              "\\b(?:Press|Books|House|Publish\\w*|Verlag|Editions?|Journal|Proceedings|Proc\\.|Transactions|"
                  + "Review|Annals|Magazine"
                  + "|Thesis|Dissertation|Report|University)\\b|출판|학회지?|논문집?|학위|연구원|대학교|문화사|서원|서점"),
          // volume, pages
          Pattern.compile(
              "\\b(?:vol|no|pp?)\\.? ?\\d|\\b\\d++: ?\\d"
                  + "|(?<!\\d)\\d++(?: ?\\(\\d++\\)| ?[–-] ?\\d++[^\\p{L}\\d]*+$|[권호집쪽])",
              Pattern.CASE_INSENSITIVE),
          // an address
          Pattern.compile(
              "https?://|\\bwww\\.|\\bdoi\\b|\\barXiv\\b|\\bISBN\\b|\\b[Rr]etrieved\\b|\\b[Aa]ccessed\\b|검색일"),
          // a number in front
          Pattern.compile("^\\s*(?:\\[\\d{1,3}\\]|\\(\\d{1,3}\\)|\\d{1,3}[.)])\\s+\\S"));

  /// What sentences are made of and titles seldom have.
  private static final Pattern PROSE =
      Pattern.compile(
          "\\b(?:was|were|had|has|have|is|are|be|been|they|he|she|it|we|his|her|their|our|who|that|which|"
              + "when|because|but)\\b|[가-힣]다\\.(?=\\s|$)",
          Pattern.CASE_INSENSITIVE);

  /// The letters of an entry at most, and of one that has nothing but a name and a year.
  private static final int MAX_ENTRY = 800;

  private static final int MAX_SHORT = 60;
  private static final double MAX_PROSE = .08;

  /// A title may be a sentence.
  private static final double MAX_PROSE_OF_MANY_TRAITS = .25;

  /// An entry may go on for so many lines and letters, which have no form of their own.
  private static final int MAX_LINES = 3;

  private static final int MAX_REST = 300;

  /// Headings inside of a list, such as "Books".
  private static final int MAX_HEADING = 40;

  private final String text;
  private final List<Span> lines = new ArrayList<>();

  private Bibliography(String text) {
    this.text = text;
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      end = end < 0 ? text.length() : end;
      lines.add(new Span(from, end));
      from = end + 1;
    }
  }

  /// The lists of references of a text in their order, with their headings.
  public static List<Span> of(String text) {
    Bibliography all = new Bibliography(text);
    List<Span> found = new ArrayList<>();
    int line = 0;
    while (line < all.lines.size()) {
      int end = all.isHeading(line) ? all.end(line + 1) : line;
      if (end > line + 1) {
        found.add(new Span(all.lines.get(line).start(), all.lines.get(end - 1).end()));
      }
      line = Math.max(end, line + 1);
    }
    return found;
  }

  private boolean isHeading(int line) {
    String words = of(line).replace("\f", "");
    return words.length() <= MAX_HEADING && HEADING.matcher(words).matches();
  }

  /// The line behind the last entry of a list that begins at `first`; `first` if none does.
  private int end(int first) {
    int end = first;
    int rest = 0;
    int restLines = 0;
    boolean adjoins = true;
    for (int line = first; line < lines.size(); line++) {
      String words = of(line).strip();
      if (words.isEmpty()) {
        adjoins = false;
      } else if (isEntry(words)) {
        end = line + 1;
        rest = 0;
        restLines = 0;
        adjoins = true;
      } else {
        rest += words.length() <= MAX_HEADING ? 0 : words.length();
        restLines++;
        if (rest > MAX_REST || restLines > MAX_LINES || isHeading(line)) {
          break;
        }
        // The last entry ends with its paragraph; an earlier one may be broken by a page.
        end = adjoins && end == line && end > first && isGoingOn(words) ? line + 1 : end;
      }
    }
    return end;
  }

  /// A line in the composed form, in which the patterns are written.
  private String of(int line) {
    return Normalizer.normalize(lines.get(line).of(text), Normalizer.Form.NFC);
  }

  /// Whether a line without a form of its own is the rest of an entry, not the beginning of something else.
  private static boolean isGoingOn(String words) {
    boolean ends = words.endsWith(".") || Character.isDigit(words.charAt(words.length() - 1));
    return Character.isLowerCase(words.charAt(0)) || (ends && prose(words) == 0);
  }

  /// Whether a line without white space around it has the form of an entry, such as a note that names a work.
  public static boolean isEntry(String line) {
    if (line.length() > MAX_ENTRY) {
      return false;
    }
    long traits = TRAITS.stream().filter(trait -> trait.matcher(line).find()).count();
    boolean isShort = line.length() <= MAX_SHORT && TRAITS.getFirst().matcher(line).find();
    return traits >= 3 ? prose(line) <= MAX_PROSE_OF_MANY_TRAITS : (traits == 2 || isShort) && prose(line) <= MAX_PROSE;
  }

  /// The part of the words that make sentences.
  private static double prose(String line) {
    Matcher matcher = PROSE.matcher(line);
    int count = 0;
    while (matcher.find()) {
      count++;
    }
    return (double) count / line.split("\\s+").length;
  }
}
