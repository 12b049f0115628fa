package io.doppel.encoder.onnx;

import io.doppel.file.JsonFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/// The settings that were found to be the fastest with a model on a machine. They lie in `tuned.json` in the model's
/// folder, and an encoder on a machine with as many cores of the same kind is loaded with them.
///
/// @param machine what was measured, for people
/// @param cores of the machine
/// @param architecture of its processor, as Java names it
/// @param settings the fastest
public record TunedSettings(String machine, int cores, String architecture, EncoderSettings settings) {

  private static final JsonFile<TunedSettings> FILE =
      new JsonFile<>("tuned.json", TunedSettings.class, "settings", "\"doppel tune --reset\" deletes it");

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
  /// @throws IOException if there is a `tuned.json` that cannot be read
  public static EncoderSettings bestFor(Path folder) throws IOException {
    return read(folder).filter(TunedSettings::fits).map(TunedSettings::settings).orElseGet(EncoderSettings::standard);
  }

  /// What is kept in the model's folder.
  ///
  /// @throws IOException if it cannot be read
  public static Optional<TunedSettings> read(Path folder) throws IOException {
    return FILE.read(folder);
  }

  /// Whether this machine has as many cores of the same kind.
  public boolean fits() {
    return equals(here(machine, settings));
  }

  /// Keeps these in the model's folder.
  public void write(Path folder) throws IOException {
    FILE.write(folder, this);
  }

  /// Deletes what is kept in the model's folder, if there is something.
  public static void delete(Path folder) throws IOException {
    FILE.delete(folder);
  }
}
