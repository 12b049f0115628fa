package io.doppel.source.extraction.pdf;

import io.doppel.source.extraction.limit.TimeLimit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Undoes what a text got when it was laid out on pages: running heads, page numbers, and words that are broken at the
/// ends of lines. Ends of lines stay, for they may be ends of headings.
public final class PageLayout {

  /// Heads and feet are at most so many lines high.
  private static final int MAX_FURNITURE = 3;

  /// What stands at the edge of so many pages, word for word, is no text; of page numbers alone, two are enough.
  private static final int MIN_PAGES = 3;

  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern PAGE_NUMBER =
      Pattern.compile("(?:page|p\\.|seite|쪽|페이지)?[\\s\\p{P}]*#(?:\\s*(?:/|of|von|중)\\s*#)?[\\s\\p{P}]*(?:쪽|페이지|면)?");

  /// Begins the form of a line that is a page number and nothing else.
  private static final String NUMBER_ALONE = "\f";

  private static final int MAX_DIGITS = 6;

  /// The letters of a line with the number of its page at most.
  private static final int MAX_NUMBERED = 300;

  /// The letters of the first part of a broken word at most.
  private static final int MAX_PART = 100;

  private static final Pattern APART_BEFORE = Pattern.compile("(?:[ \\t]{2,}|\\t|[|·•—–/] ?)$");
  private static final Pattern APART_BEHIND = Pattern.compile("^(?:[ \\t]{2,}|\\t| ?[|·•—–/])");
  private static final Pattern OF_PAGE = Pattern.compile("(?:\\bpage|\\bp\\.|\\bseite|쪽|페이지)\\s*$");

  private static final String HYPHENS = "-\u2010\u00ad";
  private static final Pattern WORD = Pattern.compile("\\p{L}++(?:[-\u2010]\\p{L}++)*+");
  private static final Pattern REST = Pattern.compile("^(\\p{Ll}\\p{L}*)(\\S*)[ \\t]*");
  private static final Pattern END_OF_SENTENCE = Pattern.compile("[.!?:;。…][\"'”’»」』)\\]]*$");

  private final List<Deque<String>> pages;
  private final Set<String> words = new HashSet<>();

  private PageLayout(List<String> texts) {
    pages =
        texts.stream()
            .<Deque<String>>map(text -> new ArrayDeque<>(text.lines().map(String::strip).toList()))
            .toList();
  }

  /// The text of pages, with a form feed before each page but the first.
  public static String undone(List<String> pages) {
    PageLayout layout = new PageLayout(pages);
    List<List<String>> before = layout.pages.stream().<List<String>>map(List::copyOf).toList();
    layout.clear(true);
    layout.clear(false);
    layout.restoreEmptied(before);
    layout.learnWords();
    return layout.text();
  }

  // ---- heads and feet

  private void clear(boolean top) {
    for (int depth = 0; depth < MAX_FURNITURE; depth++) {
      Map<String, Integer> edges = new HashMap<>();
      for (int page = 0; page < pages.size(); page++) {
        for (String form : forms(page, top)) {
          edges.merge(form, 1, Integer::sum);
        }
      }
      boolean any = false;
      for (int page = 0; page < pages.size(); page++) {
        if (forms(page, top).stream().anyMatch(form -> edges.getOrDefault(form, 0) >= least(form))) {
          any = true;
          String _ = top ? pages.get(page).removeFirst() : pages.get(page).removeLast();
          trim(pages.get(page), top);
        }
      }
      if (!any) {
        return;
      }
    }
  }

  /// Puts back pages of which nothing is left though they had more lines than a head and a foot: pages that say the
  /// same, such as tickets, are no furniture.
  private void restoreEmptied(List<List<String>> before) {
    for (int page = 0; page < pages.size(); page++) {
      boolean isEmptied = pages.get(page).stream().allMatch(String::isEmpty);
      if (isEmptied && before.get(page).stream().filter(line -> !line.isEmpty()).count() > 2) {
        pages.get(page).addAll(before.get(page));
      }
    }
  }

  private static int least(String form) {
    return form.startsWith(NUMBER_ALONE) ? 2 : MIN_PAGES;
  }

  /// What makes the outermost line of a page furniture if other pages have the same: its wording, and its wording
  /// around a number that counts up with the pages. Such a number is the page's where it stands alone, or apart from
  /// the rest of the line; in "Invoice 1001" it belongs to the words and says something.
  private List<String> forms(int page, boolean top) {
    TimeLimit.check();
    trim(pages.get(page), top);
    String line = top ? pages.get(page).peekFirst() : pages.get(page).peekLast();
    if (line == null) {
      return List.of();
    }
    String words = line.toLowerCase(Locale.ROOT);
    if (words.length() > MAX_NUMBERED) {
      return List.of(words);
    }
    boolean alone = PAGE_NUMBER.matcher(NUMBER.matcher(words).replaceAll("#")).matches();
    List<String> forms = new ArrayList<>(List.of(words));
    Matcher number = NUMBER.matcher(words);
    while (number.find()) {
      String before = words.substring(0, number.start());
      String behind = words.substring(number.end());
      if (number.end() - number.start() <= MAX_DIGITS && (alone || isApart(before, behind))) {
        int first = Integer.parseInt(number.group()) - page;
        forms.add("%s%d %s#%s".formatted(alone ? NUMBER_ALONE : "", first, before, behind));
      }
    }
    return forms;
  }

  private static boolean isApart(String before, String behind) {
    return (before.isEmpty() && APART_BEHIND.matcher(behind).find())
        || (behind.isEmpty() && APART_BEFORE.matcher(before).find())
        || (OF_PAGE.matcher(before).find() && !Character.isLetter(behind.isEmpty() ? ' ' : behind.codePointAt(0)));
  }

  private static void trim(Deque<String> page, boolean top) {
    while (!page.isEmpty() && (top ? page.getFirst() : page.getLast()).isEmpty()) {
      String _ = top ? page.removeFirst() : page.removeLast();
    }
  }

  // ---- broken words

  private void learnWords() {
    for (Deque<String> page : pages) {
      for (String line : page) {
        TimeLimit.check();
        Matcher word = WORD.matcher(line);
        while (word.find()) {
          words.add(plain(word.group()));
        }
      }
    }
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace('\u2010', '-');
  }

  /// Whether a word that was broken after a hyphen is written with it elsewhere in the text.
  private boolean keepsHyphen(String first, String second) {
    return !words.contains(plain(first + second)) && words.contains(plain(first + "-" + second));
  }

  // ---- the text

  private String text() {
    StringBuilder text = new StringBuilder();
    int due = 0;
    boolean blank = false;
    for (int i = 0; i < pages.size(); i++) {
      due += i == 0 ? 0 : 1;
      List<String> lines = new ArrayList<>(pages.get(i));
      for (String line : lines) {
        TimeLimit.check();
        if (line.isEmpty()) {
          blank = true;
          continue;
        }
        String rest = blank && due == 0 ? line : joined(text, line);
        if (!rest.isEmpty()) {
          boolean paragraph = due == 0 ? blank : END_OF_SENTENCE.matcher(lastLine(text)).find();
          text.append(text.isEmpty() ? "" : paragraph ? "\n\n" : "\n").append("\f".repeat(due)).append(rest);
          due = 0;
        }
        blank = false;
      }
    }
    return text.toString().replace("\u00ad", "");
  }

  /// Ends the word that the text so far breaks off in with the first letters of a line.
  ///
  /// @return what is left of the line
  private String joined(StringBuilder text, String line) {
    String broken = brokenOff(text);
    Matcher rest = REST.matcher(line);
    if (broken.isEmpty() || !rest.find()) {
      return line;
    }
    if (!keepsHyphen(broken, rest.group(1))) {
      text.setLength(text.length() - 1);
    }
    text.append(rest.group(1)).append(rest.group(2));
    return line.substring(rest.end());
  }

  /// The letters before a hyphen at the end of the text; empty if there are none, or more than a word has.
  private static String brokenOff(StringBuilder text) {
    int end = text.length() - 1;
    if (end < 0 || HYPHENS.indexOf(text.charAt(end)) < 0) {
      return "";
    }
    int start = end;
    while (start > 0 && end - start <= MAX_PART && Character.isLetter(text.codePointBefore(start))) {
      start -= Character.charCount(text.codePointBefore(start));
    }
    return end - start <= MAX_PART ? text.substring(start, end) : "";
  }

  private static String lastLine(StringBuilder text) {
    return text.substring(text.lastIndexOf("\n") + 1);
  }
}
