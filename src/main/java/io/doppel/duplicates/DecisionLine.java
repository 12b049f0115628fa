package io.doppel.duplicates;

import io.doppel.duplicates.Decisions.Decision;
import io.doppel.file.CheckedLine;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A decision as a [CheckedLine].
final class DecisionLine {

  /// Any other member than those of a decision is a damaged one.
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private DecisionLine() {}

  /// The line, without its end.
  static String of(Decision decision) {
    return CheckedLine.of(MAPPER.writeValueAsString(decision));
  }

  /// What a line says; empty if it is not what was written.
  static Optional<Decision> read(byte[] line) {
    try {
      return CheckedLine.read(line).map(json -> MAPPER.readValue(json, Decision.class));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
