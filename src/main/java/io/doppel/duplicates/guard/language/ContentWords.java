package io.doppel.duplicates.guard.language;

import java.util.stream.Collectors;

/// What a text is about: its words without those that only say how it is put, such as "how do I" and "어떻게 해야 하나요".
public final class ContentWords {

  private ContentWords() {}

  /// The words with meaning, in small letters, between spaces; empty if there are none. The first few hundred words count.
  public static String of(String text) {
    return Words.of(text).list().stream().filter(Word::content).map(Word::written).collect(Collectors.joining(" "));
  }
}
