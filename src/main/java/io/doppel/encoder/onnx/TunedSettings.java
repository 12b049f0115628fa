package io.doppel.encoder.onnx;

import io.doppel.encoder.model.ModelException;
import io.doppel.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The settings that were found to be the fastest with a model on a machine. They lie in `tuned.json` in the model's
/// folder, and an encoder on a machine with as many cores of the same kind is loaded with them.
///
/// @param machine what was measured, for people
/// @param cores of the machine
/// @param architecture of its processor, as Java names it
/// @param settings the fastest
public record TunedSettings(String machine, int cores, String architecture, EncoderSettings settings) {

  private static final String FILE = "tuned.json";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

  public TunedSettings {
    Objects.requireNonNull(machine);
    Objects.requireNonNull(architecture);
    Objects.requireNonNull(settings);
  }

  /// Found on this machine.
  public static TunedSettings here(String machine, EncoderSettings settings) {
    return new TunedSettings(
        machine, Runtime.getRuntime().availableProcessors(), System.getProperty("os.arch", ""), settings);
  }

  /// What to load the model in `folder` with: what was found to be the fastest on a machine like this, else
  /// [EncoderSettings#standard()].
  ///
  /// @throws ModelException if there is a `tuned.json` that cannot be read
  public static EncoderSettings bestFor(Path folder) throws IOException {
    return read(folder).filter(TunedSettings::fits).map(TunedSettings::settings).orElseGet(EncoderSettings::standard);
  }

  /// What is kept in the model's folder.
  ///
  /// @throws ModelException if it cannot be read
  public static Optional<TunedSettings> read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(Files.readString(file), TunedSettings.class));
    } catch (JacksonException e) {
      throw new ModelException(file, "holds no settings; \"doppel tune --reset\" deletes it", e);
    }
  }

  /// Whether this machine has as many cores of the same kind.
  public boolean fits() {
    return equals(here(machine, settings));
  }

  /// Keeps these in the model's folder; returns where.
  public Path write(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    AtomicFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this));
    return file;
  }

  /// Deletes what is kept in the model's folder; whether there was something.
  public static boolean delete(Path folder) throws IOException {
    return Files.deleteIfExists(folder.resolve(FILE));
  }
}
