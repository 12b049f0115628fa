package io.doppel.cli.option;

import io.doppel.engine.indexing.ReindexOrder;
import io.doppel.index.upkeep.IndexSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The languages that words are taken for.
public final class LanguageOption {

  @Option(
      names = "--language",
      paramLabel = "LANG",
      description =
          "Whose endings words lose: en, ko (none), de, fr and others, or auto, which a collection starts with.")
  private @Nullable String language;

  @Option(
      names = "--title-language",
      paramLabel = "LANG",
      description = "The same for titles, where they are in another language.")
  private @Nullable String titleLanguage;

  /// The settings with what was said here.
  public IndexSettings changed(IndexSettings settings) {
    return settings.withLanguages(settings.languages().changed(language, titleLanguage));
  }

  /// How a collection is made anew with what was said here.
  public ReindexOrder order(Optional<String> model) {
    return new ReindexOrder(model, Optional.ofNullable(language), Optional.ofNullable(titleLanguage));
  }
}
