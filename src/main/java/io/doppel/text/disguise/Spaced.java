package io.doppel.text.disguise;

import io.doppel.text.Span;
import io.doppel.text.disguise.Disguise.Kind;
import io.doppel.text.disguise.Rewriting.Edit;
import java.util.ArrayList;
import java.util.List;

/// Finds words whose letters stand apart, "l i k e t h i s": many single letters in a row, with wider gaps where words
/// end. Single letters without such gaps (alphabets, sequences, initials) are left alone, and so are scripts in which a
/// syllable is one character, where spacing changes nothing.
final class Spaced {

  /// So many characters in a row stand alone; fewer are an emphasised word, initials, or a row of a table.
  private static final int MIN_CHARACTERS = 16;

  private static final double MIN_LETTERS = .7;
  private static final double MIN_LOWER_CASE = .6;

  /// The mean of letters in a word.
  private static final double MIN_WORD = 2;

  private static final double MAX_WORD = 12;

  /// Characters that stand alone, and the white space between them.
  private final String text;
  private final List<Span> characters = new ArrayList<>();

  private Spaced(String text) {
    this.text = text;
  }

  static List<Correction> in(String text) {
    List<Correction> found = new ArrayList<>();
    Spaced run = new Spaced(text);
    int at = 0;
    while (at < text.length()) {
      if (isSpace(text.codePointAt(at))) {
        at++;
        continue;
      }
      int end = at;
      while (end < text.length() && !isSpace(text.codePointAt(end))) {
        end += Character.charCount(text.codePointAt(end));
      }
      if (text.codePointCount(at, end) == 1) {
        run.characters.add(new Span(at, end));
      } else {
        run.end(found);
      }
      at = end;
    }
    run.end(found);
    return found;
  }

  private void end(List<Correction> found) {
    if (characters.size() >= MIN_CHARACTERS) {
      List<Edit> edits = new ArrayList<>();
      int gap = narrowest();
      int wide = 0;
      for (int i = 1; i < characters.size(); i++) {
        int from = characters.get(i - 1).end();
        int to = characters.get(i).start();
        boolean endsWord = to - from > gap;
        wide += endsWord ? 1 : 0;
        edits.add(new Edit(from, to, endsWord ? between(from, to) : ""));
      }
      List<Integer> letters =
          characters.stream().map(one -> text.codePointAt(one.start())).filter(Spaced::isLetter).toList();
      double mean = (double) letters.size() / (wide + 1);
      if (letters.size() >= MIN_LETTERS * characters.size()
          && letters.stream().filter(Character::isLowerCase).count() >= MIN_LOWER_CASE * letters.size()
          && mean >= MIN_WORD
          && mean <= MAX_WORD) {
        Span where = new Span(characters.getFirst().start(), characters.getLast().end());
        found.add(new Correction(Kind.SPACED, where, letters.size(), edits));
      }
    }
    characters.clear();
  }

  private int narrowest() {
    int narrowest = Integer.MAX_VALUE;
    for (int i = 1; i < characters.size(); i++) {
      narrowest = Math.min(narrowest, characters.get(i).start() - characters.get(i - 1).end());
    }
    return narrowest;
  }

  /// What is left of the white space between two words: the ends of lines in it.
  private String between(int from, int to) {
    String ends = text.substring(from, to).replaceAll("[^\\n\\f]", "");
    return ends.isEmpty() ? " " : ends;
  }

  private static boolean isSpace(int codePoint) {
    return Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint);
  }

  private static boolean isLetter(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.LOWERCASE_LETTER, Character.UPPERCASE_LETTER, Character.TITLECASE_LETTER -> true;
      default -> false;
    };
  }
}
