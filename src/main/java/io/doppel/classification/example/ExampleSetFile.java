package io.doppel.classification.example;

import io.doppel.file.KeptFile;
import io.doppel.text.Bounds;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Examples in a file, one a line as JSON: `{"label":"…","text":"…"}`. Written whole.
public final class ExampleSetFile {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final KeptFile file;

  public ExampleSetFile(KeptFile file) {
    this.file = file;
  }

  /// What tells one state of the file from the next, also where there is none.
  public Object version() throws IOException {
    return file.version();
  }

  /// What is there; nothing where there is no file.
  ///
  /// @throws IOException if the file cannot be read, or a line is no example; the message names it
  public ExampleSet read() throws IOException {
    return examples(file.read());
  }

  private ExampleSet examples(Optional<byte[]> content) throws IOException {
    List<LabelledText> examples = new ArrayList<>();
    int number = 0;
    try (BufferedReader lines = lines(content.orElse(new byte[0]))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          examples.add(JSON.readValue(line, LabelledText.class));
        }
      }
      return ExampleSet.of(examples);
    } catch (JacksonException | Bounds.Violation | MalformedInputException e) {
      throw new IOException(
          "%s, line %d: this is no example of a classifier; mend or delete the line, or restore a snapshot"
              .formatted(file, number),
          e);
    }
  }

  /// Refuses what is no UTF-8.
  private static BufferedReader lines(byte[] content) {
    return new BufferedReader(
        new InputStreamReader(new ByteArrayInputStream(content), StandardCharsets.UTF_8.newDecoder()));
  }

  /// Makes others of the examples, with nobody writing in between; none at all are kept by no file.
  ///
  /// @param change may be asked for more than once
  public void change(UnaryOperator<ExampleSet> change) throws IOException {
    file.change(before -> content(change.apply(examples(before))));
  }

  private static Optional<byte[]> content(ExampleSet examples) {
    if (examples.size() == 0) {
      return Optional.empty();
    }
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (LabelledText example : examples.all()) {
      lines.writeBytes(JSON.writeValueAsBytes(example));
      lines.write('\n');
    }
    return Optional.of(lines.toByteArray());
  }
}
