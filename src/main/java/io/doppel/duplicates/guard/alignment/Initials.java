package io.doppel.duplicates.guard.alignment;

import io.doppel.language.Word;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Abbreviations made of first letters.
final class Initials {

  private static final Pattern LETTERS = Pattern.compile("\\p{IsLatin}{2,5}");

  /// So many words have letters in it at least.
  private static final int LEAST = 2;

  /// Between the words they have no letter.
  private static final Set<String> SMALL = Set.of("of", "the", "and", "for");

  private Initials() {}

  /// Whether a word can be one.
  static boolean maybe(Word word) {
    return (word.content() || word.kind() == Word.Kind.CODE) && LETTERS.matcher(word.written()).matches();
  }

  /// The end of the words from a place on whose first letters an abbreviation has; the place itself if there are none.
  /// Small words need no letter, and its last letter needs no word: USA, United States.
  static int end(Word abbreviation, List<Word> words, int from) {
    String letters = abbreviation.written();
    int matched = 0;
    int end = from;
    for (int i = from; i < words.size() && matched < letters.length(); i++) {
      Word word = words.get(i);
      if (word.korean() || word.written().isEmpty()) {
        break;
      }
      if (begins(word, letters.charAt(matched))
          && (abbreviation.kind() == Word.Kind.CODE || word.kind() == Word.Kind.NAME)) {
        matched++;
        end = i + 1;
      } else if (i == from || !SMALL.contains(word.written())) {
        break;
      }
    }
    return matched >= LEAST && matched >= letters.length() - 1 ? end(words, end, matched == letters.length()) : from;
  }

  private static boolean begins(Word word, char letter) {
    return word.content() && word.written().length() > 1 && word.written().charAt(0) == letter;
  }

  /// Also what follows with `of`: US, United States of America.
  private static int end(List<Word> words, int end, boolean whole) {
    boolean more =
        whole
            && end + 1 < words.size()
            && words.get(end).written().equals("of")
            && words.get(end + 1).kind() == Word.Kind.NAME;
    return more ? end + 2 : end;
  }
}
