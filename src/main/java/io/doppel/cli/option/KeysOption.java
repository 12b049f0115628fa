package io.doppel.cli.option;

import io.doppel.server.access.KeyFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option that says where the keys of a server are.
public final class KeysOption {

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      description = "The file of the keys. Default: keys.json in the folder of the collections.")
  private @Nullable Path file;

  /// @param engine where the collections are
  public KeyFile file(EngineOptions engine) {
    return new KeyFile(file == null ? engine.home().index().resolve(KeyFile.NAME) : file);
  }
}
