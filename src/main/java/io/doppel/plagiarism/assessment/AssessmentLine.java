package io.doppel.plagiarism.assessment;

import io.doppel.file.CheckedLine;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// An assessment as a [CheckedLine], or that it was taken back.
///
/// @param id of the assessment
/// @param version of the change
/// @param said what was said; empty if it was taken back
record AssessmentLine(long id, long version, Optional<Assessment> said) {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /// As it is written; all but the first two are null if it was taken back.
  private record Json(long id, long version, @Nullable Said said) {}

  private record Said(
      Ruling ruling,
      String note,
      String by,
      String at,
      String source,
      String thisText,
      String sourceText,
      String textSketch,
      String thisSketch,
      String sourceSketch) {}

  static AssessmentLine of(Assessment assessment) {
    return new AssessmentLine(assessment.id(), assessment.version(), Optional.of(assessment));
  }

  /// The line, without its end.
  String written() {
    Json json = new Json(id, version, said.map(AssessmentLine::said).orElse(null));
    return CheckedLine.of(MAPPER.writeValueAsString(json));
  }

  private static Said said(Assessment one) {
    return new Said(
        one.ruling(),
        one.note(),
        one.by(),
        one.at().toString(),
        one.passages().source(),
        one.passages().here(),
        one.passages().there(),
        one.content().text().encoded(),
        one.content().here().encoded(),
        one.content().there().encoded());
  }

  /// What a line says; empty if it is not what was written.
  static Optional<AssessmentLine> read(byte[] line) {
    try {
      return CheckedLine.read(line).map(json -> of(MAPPER.readValue(json, Json.class)));
    } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
      return Optional.empty();
    }
  }

  private static AssessmentLine of(Json json) {
    return new AssessmentLine(
        json.id,
        json.version,
        Optional.ofNullable(json.said)
            .map(said ->
                new Assessment(
                    json.id,
                    json.version,
                    said.ruling,
                    said.note,
                    said.by,
                    Instant.parse(said.at),
                    new Assessment.Passages(said.source, said.thisText, said.sourceText),
                    new CaseContent(
                        Sketch.decoded(said.textSketch),
                        Sketch.decoded(said.thisSketch),
                        Sketch.decoded(said.sourceSketch)))));
  }
}
