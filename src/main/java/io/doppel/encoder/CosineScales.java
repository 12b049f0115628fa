package io.doppel.encoder;

import java.util.List;

/// Where a model's cosines lie between two texts, by the languages they are written in. A sentence and its translation
/// lie farther apart than a sentence and its rewording in one language do, so a cosine across two languages is worth
/// more.
///
/// @param usual between texts of one language, and wherever nothing else was measured
/// @param across between two languages
public record CosineScales(CosineScale usual, List<Across> across) {

  /// Where nothing was measured.
  public static final CosineScales STANDARD = new CosineScales(CosineScale.STANDARD, List.of());

  /// Between texts of two languages.
  ///
  /// @param one code of a language
  /// @param other code of another one
  /// @param scale whose rewordings are translations
  public record Across(String one, String other, CosineScale scale) {

    private boolean isBetween(String first, String second) {
      return (one.equals(first) && other.equals(second)) || (one.equals(second) && other.equals(first));
    }
  }

  public CosineScales {
    across = List.copyOf(across);
  }

  /// The scale of cosines between a text of `language` and one of `other`, as [#language] names them.
  public CosineScale between(String language, String other) {
    return across.stream()
        .filter(each -> each.isBetween(language, other))
        .map(Across::scale)
        .findFirst()
        .orElse(usual);
  }

  /// The language of a text, among those that something was measured across; empty where it has letters of none.
  public String language(String text) {
    return Script.language(text, across.stream().flatMap(each -> List.of(each.one(), each.other()).stream()).toList())
        .orElse("");
  }
}
