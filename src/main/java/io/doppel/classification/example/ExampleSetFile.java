package io.doppel.classification.example;

import io.doppel.file.AtomicFile;
import io.doppel.text.Bounds;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
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

  private final Path path;

  public ExampleSetFile(Path path) {
    this.path = path;
  }

  /// What tells one state of the file from the next.
  public record Version(FileTime written, long size, @Nullable Object key) {}

  /// The state of now; one of its own where there is no file.
  public Version version() throws IOException {
    try {
      BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
      return new Version(file.lastModifiedTime(), file.size(), file.fileKey());
    } catch (NoSuchFileException e) {
      return new Version(FileTime.fromMillis(0), -1, null);
    }
  }

  /// What is there; nothing where there is no file.
  ///
  /// @throws IOException if the file cannot be read, or a line is no example; the message names it
  public ExampleSet read() throws IOException {
    List<LabelledText> examples = new ArrayList<>();
    int number = 0;
    try (BufferedReader lines = Files.newBufferedReader(path)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          examples.add(JSON.readValue(line, LabelledText.class));
        }
      }
      return ExampleSet.of(examples);
    } catch (NoSuchFileException e) {
      return ExampleSet.EMPTY;
    } catch (JacksonException | Bounds.Violation | MalformedInputException e) {
      throw new IOException(
          "%s, line %d: this is no example of a classifier; mend or delete the line, or restore a snapshot"
              .formatted(path, number),
          e);
    }
  }

  /// Keeps these in place of those before; none at all by no file.
  public void write(ExampleSet examples) throws IOException {
    if (examples.size() == 0) {
      Files.deleteIfExists(path);
      return;
    }
    AtomicFile.write(
        path,
        out -> {
          for (LabelledText example : examples.all()) {
            out.write(JSON.writeValueAsString(example));
            out.write('\n');
          }
        });
  }
}
