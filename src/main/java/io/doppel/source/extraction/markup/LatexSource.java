package io.doppel.source.extraction.markup;

import java.util.HashMap;
import java.util.Map;

/// What is written in LaTeX, and a place in it from where it is read on.
final class LatexSource {

  /// What is said in brackets or braces and left out is at most so long; a bracket that does not close is a bracket.
  static final int MAX_ARGUMENT = 10_000;

  private final String source;
  private int at;

  /// Where some ends stand next, so that they are not looked for again and again.
  private final Map<String, Integer> ends = new HashMap<>();

  LatexSource(String source) {
    this.source = source;
  }

  int at() {
    return at;
  }

  int end() {
    return source.length();
  }

  boolean atEnd() {
    return at >= source.length();
  }

  /// Reads on from this place, at most the end.
  void goTo(int place) {
    at = Math.min(place, source.length());
  }

  /// Passes so many letters.
  void pass(int letters) {
    goTo(at + letters);
  }

  /// The letter here, where this is not the end.
  char here() {
    return source.charAt(at);
  }

  char letter(int place) {
    return source.charAt(place);
  }

  String between(int from, int to) {
    return source.substring(from, to);
  }

  /// Whether this letter stands here.
  boolean is(char letter) {
    return is(letter, at);
  }

  boolean is(char letter, int place) {
    return place < source.length() && source.charAt(place) == letter;
  }

  boolean starts(String letters) {
    return source.startsWith(letters, at);
  }

  /// Passes this letter, if it stands here.
  boolean passed(char letter) {
    if (is(letter)) {
      at++;
      return true;
    }
    return false;
  }

  /// The letters of the name of a command from here on, which are passed.
  String name() {
    int from = at;
    while (!atEnd() && isLetter(here())) {
      at++;
    }
    return source.substring(from, at);
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '@';
  }

  void skipSpace() {
    at = behindSpace(at);
  }

  /// The next place at or behind this one that has no space.
  int behindSpace(int place) {
    int next = place;
    while (is(' ', next) || is('\t', next)) {
      next++;
    }
    return next;
  }

  /// Passes a comment, and the space that the next line begins with.
  void skipComment() {
    int line = source.indexOf('\n', at);
    goTo(line < 0 ? end() : line + 1);
    skipSpace();
  }

  /// Passes arguments in brackets.
  void skipOptional() {
    skipSpace();
    while (is('[')) {
      int close = matching('[', ']');
      if (close < 0) {
        return;
      }
      at = close + 1;
    }
  }

  /// What stands in the braces here, which are passed; empty if there are none.
  String argument() {
    skipSpace();
    int close = matching('{', '}');
    if (close < 0) {
      return "";
    }
    String argument = source.substring(at + 1, close).strip();
    at = close + 1;
    return argument;
  }

  /// Where the bracket closes that opens here; -1 if none does, or that is nowhere near.
  int matching(char open, char close) {
    if (!is(open)) {
      return -1;
    }
    int depth = 0;
    for (int i = at; i < Math.min(end(), at + MAX_ARGUMENT); i++) {
      char c = source.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == open) {
        depth++;
      } else if (c == close) {
        depth--;
        if (depth == 0) {
          return i;
        }
      }
    }
    return -1;
  }

  /// Where a letter stands from a place on; -1 if it does nowhere.
  int find(char letter, int from) {
    return source.indexOf(letter, from);
  }

  /// Where some letters stand next; -1 if they do nowhere.
  int next(String letters) {
    int found = ends.getOrDefault(letters, 0);
    if (found >= 0 && (found < at || !source.startsWith(letters, found))) {
      found = source.indexOf(letters, at);
      ends.put(letters, found);
    }
    return found;
  }

  /// Goes behind the next place of some letters; stays here if there is none, since what nothing ends was no beginning.
  boolean skipTo(String letters) {
    int found = next(letters);
    at = found < 0 ? at : found + letters.length();
    return found >= 0;
  }

  /// Where some letters stand first that are not in a comment; -1 if they do nowhere.
  int uncommented(String letters) {
    int found = source.indexOf(letters);
    while (found >= 0) {
      int i = source.lastIndexOf('\n', found) + 1;
      while (i < found && source.charAt(i) != '%') {
        i += source.charAt(i) == '\\' ? 2 : 1;
      }
      if (i >= found) {
        return found;
      }
      int line = source.indexOf('\n', found);
      found = line < 0 ? -1 : source.indexOf(letters, line);
    }
    return -1;
  }
}
