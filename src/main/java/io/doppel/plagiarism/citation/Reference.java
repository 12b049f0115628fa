package io.doppel.plagiarism.citation;

import io.doppel.plagiarism.exclusion.Bibliography;
import io.doppel.text.Span;
import io.doppel.work.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An entry of a list of references, or a note that names a work.
///
/// @param number in front of it, 0 for none
/// @param isNote whether it stands outside of the lists
/// @param year the first of its years, empty where there is none
/// @param text all of it, in one line
/// @param words of the text, whatever their case and accents
record Reference(int number, boolean isNote, String year, String text, Set<String> words) {

  private static final Pattern NUMBER =
      Pattern.compile("\\s*(?:\\[(\\d{1,3})\\]|\\(?(\\d{1,3})[.)]|(\\d{1,3})(?= +\\p{L}))\\s*");
  private static final Pattern YEAR = Pattern.compile("(?<![\\d.])((?:1[5-9]|20)\\d\\d)[a-z]?(?!\\d)");

  /// As many lines may belong to one entry.
  private static final int MAX_LINES = 4;

  /// The entries of a text's lists, and its notes, in its order.
  static List<Reference> of(String text) {
    List<Span> lists = Bibliography.of(text);
    List<Reference> found = new ArrayList<>();
    for (Span list : lists) {
      entries(list.of(text)).forEach(entry -> found.add(of(entry, false)));
    }
    int at = 0;
    int next = 0;
    for (String line : text.split("\n", -1)) {
      Cancellation.check();
      while (next < lists.size() && lists.get(next).end() <= at) {
        next++;
      }
      boolean inList = next < lists.size() && lists.get(next).start() <= at;
      if (!inList && NUMBER.matcher(line).lookingAt() && Bibliography.isEntry(line.strip())) {
        found.add(of(line, true));
      }
      at += line.length() + 1;
    }
    return found;
  }

  /// A line that has the form of an entry begins one, and others go on with it.
  private static List<String> entries(String list) {
    List<String> entries = new ArrayList<>();
    int lines = 0;
    for (String line : list.split("\n", -1)) {
      String words = line.strip();
      if (words.isEmpty()) {
        lines = MAX_LINES;
      } else if (Bibliography.isEntry(words) && (lines != 0 || entries.isEmpty() || !isGoingOn(words))) {
        entries.add(words);
        lines = 1;
      } else if (!entries.isEmpty() && lines < MAX_LINES) {
        entries.add(entries.removeLast() + " " + words);
        lines++;
      }
    }
    return entries;
  }

  private static boolean isGoingOn(String words) {
    return Character.isLowerCase(words.charAt(0));
  }

  private static Reference of(String entry, boolean isNote) {
    Matcher number = NUMBER.matcher(entry);
    int numbered = 0;
    if (number.lookingAt()) {
      for (int group = 1; group <= number.groupCount(); group++) {
        numbered = number.group(group) == null ? numbered : Integer.parseInt(number.group(group));
      }
    }
    Matcher year = YEAR.matcher(entry);
    String text = entry.strip().replaceAll("\\s+", " ");
    return new Reference(numbered, isNote, year.find() ? year.group(1) : "", text, Words.in(text));
  }

  /// Whether a citation with authors names this entry: by the first of them and the year.
  boolean isNamedBy(Citation.Named work) {
    return (work.year().isEmpty() || work.year().startsWith(year.isEmpty() ? "-" : year))
        && work.authors().stream().limit(1).allMatch(this::mentions);
  }

  /// Whether it has a word or the parts of one, as `O'Brien` and `Van Gogh` are two, or, of a Korean name, the name
  /// with what follows it.
  boolean mentions(String word) {
    Set<String> parts = Words.in(word);
    return (!parts.isEmpty() && words.containsAll(parts)) || (Words.isHangul(word) && text.contains(word));
  }
}
