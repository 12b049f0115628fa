package io.doppel.models;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Where a model comes from, as its `doppel.json` says.
///
/// @param source its page, or the folder it was copied from
/// @param revision which version of it, may be empty
/// @param licence as the source names it, such as `apache-2.0`; empty if it does not say
/// @param languages codes such as `en` and `ko`; empty if the source does not say
public record Origin(String source, String revision, String licence, List<String> languages) {

  static final String FILE = "doppel.json";

  private static final String TRAINED = "trained";
  private static final String QUANTIZED = "quantized";

  /// @throws NullPointerException if something is missing, as it may be in a file
  public Origin {
    Objects.requireNonNull(source);
    Objects.requireNonNull(revision);
    Objects.requireNonNull(licence);
    languages = List.copyOf(languages);
  }

  /// Of a model that was trained here.
  ///
  /// @param base the folder of the model that it was made from
  /// @param known where that comes from, if it says so
  public static Origin trained(Path base, Optional<Origin> known) {
    return madeOf(base, TRAINED, known);
  }

  /// Of a model whose products were made ones of integers here.
  ///
  /// @param base the folder of the model that it was made from
  /// @param known where that comes from, if it says so
  public static Origin quantized(Path base, Optional<Origin> known) {
    return madeOf(base, QUANTIZED, known);
  }

  private static Origin madeOf(Path base, String how, Optional<Origin> known) {
    return new Origin(
        base.toAbsolutePath().normalize().toUri().toString(),
        how,
        known.map(Origin::licence).orElse(""),
        known.map(Origin::languages).orElse(List.of()));
  }

  /// Whether it was trained or quantised here.
  public boolean isMadeHere() {
    return revision.equals(TRAINED) || revision.equals(QUANTIZED);
  }

  /// What the model in `folder` says of itself; empty if it says nothing that can be read.
  public static Optional<Origin> of(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JsonMapper.shared().readValue(Files.readString(file), Origin.class));
    } catch (JacksonException | NullPointerException | CharacterCodingException e) {
      return Optional.empty();
    }
  }

  void writeTo(Path folder) throws IOException {
    String json = JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(this);
    Files.writeString(folder.resolve(FILE), json + "\n");
  }
}
