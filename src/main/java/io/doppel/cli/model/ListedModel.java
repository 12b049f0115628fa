package io.doppel.cli.model;

import io.doppel.cli.terminal.Table;
import io.doppel.encoder.model.CrossEncoderFolder;
import io.doppel.encoder.model.ModelException;
import io.doppel.encoder.model.ModelFolder;
import io.doppel.models.ModelName;
import io.doppel.models.Models;
import io.doppel.models.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A model as one of many.
///
/// @param maxTokens null where the model is damaged
/// @param error what is wrong with it, null if nothing is
record ListedModel(
    String name,
    boolean crossEncoder,
    long bytes,
    @Nullable Integer maxTokens,
    List<String> languages,
    @Nullable String error) {

  private static final double MEGABYTE = 1 << 20;

  static ListedModel of(Models models, ModelName name) throws IOException {
    Path folder = models.folder(name);
    List<String> languages = Origin.of(folder).map(Origin::languages).orElse(List.of());
    boolean reranks = false;
    try {
      reranks = CrossEncoderFolder.isOne(folder);
      int maxTokens = reranks ? CrossEncoderFolder.read(folder).maxTokens() : ModelFolder.read(folder).maxTokens();
      return new ListedModel(name.value(), reranks, models.bytes(name), maxTokens, languages, null);
    } catch (ModelException e) {
      return new ListedModel(name.value(), reranks, models.bytes(name), null, languages, e.getMessage());
    }
  }

  /// Adds a row: megabytes, tokens, languages, name.
  void addTo(Table table) {
    table.add(
        "%,.0f".formatted(bytes / MEGABYTE),
        Objects.toString(maxTokens, "-"),
        ShownLanguages.shown(languages),
        name + (crossEncoder ? " (cross-encoder)" : "") + (error == null ? "" : ": " + error));
  }
}
