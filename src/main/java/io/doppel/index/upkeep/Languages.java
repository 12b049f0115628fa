package io.doppel.index.upkeep;

import io.doppel.language.term.Language;
import org.jspecify.annotations.Nullable;

/// The languages that the words of a collection are taken for.
///
/// @param title of titles
/// @param text of texts
public record Languages(Language title, Language text) {

  /// What an index starts with.
  public static final Languages AUTO = new Languages(Language.AUTO, Language.AUTO);

  /// These with another language for both, and another one for titles; null leaves what is there.
  ///
  /// @throws io.doppel.text.Bounds.Violation if one of them is not known
  public Languages changed(@Nullable String language, @Nullable String titleLanguage) {
    Language both = language == null ? null : Language.of("language", language);
    Language ofTitles = titleLanguage == null ? both : Language.of("title_language", titleLanguage);
    return new Languages(ofTitles == null ? title : ofTitles, both == null ? text : both);
  }

  @Override
  public String toString() {
    return title == text ? text.toString() : "%s with titles in %s".formatted(text, title);
  }
}
