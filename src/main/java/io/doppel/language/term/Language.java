package io.doppel.language.term;

import io.doppel.text.Bounds;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// Whose endings words lose before they are counted. Korean, Chinese and Japanese are counted by letters and pairs of
/// letters in every language.
public enum Language {
  /// By the script of each word: English endings from Latin letters.
  AUTO,
  DA,
  DE,
  EN,
  ES,
  FI,
  FR,
  IT,
  /// No endings: what a Korean text has in other letters are names and terms.
  KO,
  NL,
  NO,
  PT,
  RU,
  SV;

  /// The language of that name, as requests and options call it.
  ///
  /// @throws Bounds.Violation if there is none; it names `field`
  public static Language of(String field, String name) {
    for (Language language : values()) {
      if (language.toString().equals(name)) {
        return language;
      }
    }
    String known = Arrays.stream(values()).map(Language::toString).collect(Collectors.joining(", "));
    throw new Bounds.Violation(field, "%s must be one of %s, got \"%s\"".formatted(field, known, name));
  }

  /// As requests and options call it: `auto`, or the code of ISO 639-1.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
