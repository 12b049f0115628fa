package io.doppel.duplicates.guard;

import io.doppel.duplicates.guard.language.Word;
import io.doppel.duplicates.guard.language.Words;
import java.util.List;
import java.util.stream.Stream;

/// The words with meaning that two texts share, and those that only one has; in small letters, as they stand in the texts.
///
/// @param shared as the first text writes them, in its order
public record WordDifference(List<String> shared, List<String> onlyHere, List<String> onlyThere) {

  public WordDifference {
    shared = List.copyOf(shared);
    onlyHere = List.copyOf(onlyHere);
    onlyThere = List.copyOf(onlyThere);
  }

  /// Compares the first few hundred words of two texts.
  public static WordDifference of(String text1, String text2) {
    Alignment alignment = Alignment.of(Words.of(text1), Words.of(text2));
    return new WordDifference(
        written(alignment.shared().stream().map(pair -> alignment.here().list().get(pair.here()))),
        written(alignment.onlyHere().stream()),
        written(alignment.onlyThere().stream()));
  }

  private static List<String> written(Stream<Word> words) {
    return words.filter(Word::content).map(Word::written).distinct().toList();
  }
}
