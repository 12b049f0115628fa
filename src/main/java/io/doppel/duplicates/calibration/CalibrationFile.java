package io.doppel.duplicates.calibration;

import io.doppel.file.AtomicFile;
import io.doppel.index.Passport;
import io.doppel.index.PassportMismatchException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Calibrations on disk: JSON, so that people can read what was learned.
public final class CalibrationFile {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  /// The parts of a passport that say where a text lands.
  private static final List<String> ENCODER =
      List.of("model_sha256", "tokenizer_sha256", "pooling", "prompts", "max_tokens", "dimension");

  private static final int MAX_SHOWN = 12;

  private CalibrationFile() {}

  /// Writes a calibration in one step: a reader sees the old one or the new one.
  public static void write(Calibration calibration, Path file) throws IOException {
    AtomicFile.write(file, MAPPER.writeValueAsString(calibration) + "\n");
  }

  /// The calibration in `file`, empty if there is none.
  ///
  /// @param passport of the collection it is for
  /// @throws PassportMismatchException if it was learned with another one
  /// @throws IOException if it cannot be read; a sentence that names the file
  public static Optional<Calibration> read(Path file, Passport passport) throws IOException {
    Calibration calibration;
    try {
      calibration = MAPPER.readValue(Files.readAllBytes(file), Calibration.class);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IOException(
          "%s is no calibration: %s; learn it anew with \"doppel calibrate\"".formatted(file, firstLine(e)), e);
    }
    Optional<String> difference = difference(calibration, passport);
    if (difference.isPresent()) {
      throw new PassportMismatchException(
          "the calibration in %s was learned with another model: %s; learn it anew with \"doppel calibrate\""
              .formatted(file, difference.get()));
    }
    return Optional.of(calibration);
  }

  private static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /// The calibration that comes with the program for a model, empty if there is none for exactly this one.
  public static Optional<Calibration> standard(Passport passport) {
    try (InputStream in = CalibrationFile.class.getResourceAsStream("/calibration/" + passport.encoder().model() + ".json")) {
      if (in == null) {
        return Optional.empty();
      }
      Calibration calibration = MAPPER.readValue(in, Calibration.class);
      return difference(calibration, passport).isEmpty() ? Optional.of(calibration) : Optional.empty();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /// What differs in the encoder; how a collection cuts and indexes its words does not matter for pairs of short texts.
  private static Optional<String> difference(Calibration calibration, Passport passport) {
    for (String key : ENCODER) {
      String own = calibration.passport().getOrDefault(key, "");
      String wanted = passport.toMap().getOrDefault(key, "");
      if (!own.equals(wanted)) {
        return Optional.of("%s is %s, not %s".formatted(key, shown(own), shown(wanted)));
      }
    }
    return Optional.empty();
  }

  private static String shown(String value) {
    return value.isEmpty() ? "none" : value.length() > MAX_SHOWN ? value.substring(0, MAX_SHOWN) + "…" : value;
  }
}
