package io.doppel.encoder.model;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A model folder cannot be used. The message is one sentence that names the file.
public final class ModelException extends IOException {

  private static final long serialVersionUID = 1L;

  public ModelException(Path file, String problem) {
    this(file, problem, null);
  }

  public ModelException(Path file, String problem, @Nullable Throwable cause) {
    super("%s %s".formatted(file, problem), cause);
  }
}
