package io.doppel.duplicates.guard;

import io.doppel.language.Word;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A contrast, and the words of either text that it accounts for.
///
/// @param explained as they are written
record Finding(Contrast contrast, Set<String> explained) {

  Finding {
    explained = Set.copyOf(explained);
  }

  static Finding of(Guard guard, List<Word> here, List<Word> there) {
    return new Finding(
        new Contrast(guard, written(here), written(there)),
        explained(Stream.concat(here.stream(), there.stream())));
  }

  static Finding of(Contrast contrast, Collection<Word> explained) {
    return new Finding(contrast, explained(explained.stream()));
  }

  Guard guard() {
    return contrast.guard();
  }

  private static Set<String> explained(Stream<Word> words) {
    return words.map(Word::written).collect(Collectors.toSet());
  }

  static String written(List<Word> words) {
    return words.stream().map(Word::written).collect(Collectors.joining(" "));
  }
}
