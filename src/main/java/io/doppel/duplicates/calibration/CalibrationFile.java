package io.doppel.duplicates.calibration;

import io.doppel.encoder.CosineScale;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.model.Sha256;
import io.doppel.file.KeptFile;
import io.doppel.index.Passport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

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

  private static final String SCALE = "scale";
  private static final String SECOND_OPINION = "second_opinion";

  /// Those that come with the program, by the names of their models; the first serves where there is none for a model.
  private static final List<String> SHIPPED = List.of("all-MiniLM-L6-v2", "all-MiniLM-L6-v2-ko");

  private CalibrationFile() {}

  /// Writes a calibration in one step: a reader sees the old one or the new one.
  public static void write(Calibration calibration, KeptFile file) throws IOException {
    file.write((MAPPER.writeValueAsString(calibration) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /// Tells calibrations apart: 64 hexadecimal digits.
  public static String hash(Calibration calibration) {
    return Sha256.of(MAPPER.writeValueAsString(calibration));
  }

  /// What a collection is to be judged by: the calibration in `file`; where there is none, the one that comes with the
  /// program for the model. Where neither was learned with this model, one that was learned with another, brought onto
  /// the scale of this one's cosines; [#warning] says so.
  ///
  /// @param file need not be there
  /// @param passport of the collection
  /// @param encoder the one of the passport, asked for its scale only where that is needed
  /// @throws IOException if the file cannot be read; a sentence that names it
  public static Calibration of(KeptFile file, Passport passport, Encoder encoder) throws IOException {
    Optional<JsonNode> kept = kept(file);
    if (kept.isPresent()) {
      boolean scaled = kept.get().has(SCALE);
      Calibration learned = calibration(kept.get(), file.toString());
      if (difference(learned, passport).isEmpty()) {
        return learned;
      }
      // Before scales were measured, weights were for the cosines of the model itself.
      if (scaled || isLike(learned, program())) {
        return learned.on(encoder.scale());
      }
    }
    return standard(passport, encoder);
  }

  private static Optional<JsonNode> kept(KeptFile file) throws IOException {
    try {
      return file.read().map(MAPPER::readTree);
    } catch (JacksonException e) {
      throw noCalibration(file.toString(), e);
    }
  }

  private static Calibration calibration(JsonNode json, String where) throws IOException {
    try {
      // What earlier versions did not know.
      if (json instanceof ObjectNode object) {
        if (!object.has(SCALE)) {
          object.set(SCALE, MAPPER.valueToTree(CosineScale.STANDARD));
        }
        if (!object.has(SECOND_OPINION)) {
          object.putNull(SECOND_OPINION);
        }
      }
      return MAPPER.treeToValue(json, Calibration.class);
    } catch (JacksonException | IllegalArgumentException e) {
      throw noCalibration(where, e);
    }
  }

  private static IOException noCalibration(String where, RuntimeException e) {
    return new IOException(
        "%s is no calibration: %s; learn it anew with \"doppel calibrate\""
            .formatted(where, firstLine(e)),
        e);
  }

  /// Why a calibration is a makeshift for a collection: a sentence; empty where it was learned with its model.
  public static Optional<String> warning(Calibration calibration, Passport passport) {
    return difference(calibration, passport)
        .map(difference ->
            ("probabilities and verdicts come from a calibration that was learned with another model (%s); to "
                + "learn one for this model: doppel calibrate")
                .formatted(difference));
  }

  private static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /// The calibration that comes with the program for a model, empty if there is none for exactly this one.
  public static Optional<Calibration> standard(Passport passport) {
    return SHIPPED.stream()
        .map(CalibrationFile::shipped)
        .filter(calibration -> difference(calibration, passport).isEmpty())
        .findFirst();
  }

  /// The calibration that comes with the program, brought onto the scale of another model if it was not learned with
  /// this one.
  public static Calibration standard(Passport passport, Encoder encoder) {
    return standard(passport).orElseGet(() -> program().on(encoder.scale()));
  }

  private static Calibration program() {
    return shipped(SHIPPED.getFirst());
  }

  private static Calibration shipped(String model) {
    String resource = "/calibration/%s.json".formatted(model);
    try (InputStream in = CalibrationFile.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the program lacks " + resource);
      }
      return calibration(MAPPER.readTree(in), resource);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isLike(Calibration one, Calibration other) {
    return ENCODER.stream()
        .allMatch(key ->
            one.passport().getOrDefault(key, "").equals(other.passport().getOrDefault(key, "")));
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
