package io.doppel.server.body;

import io.doppel.server.problem.RequestException;
import io.javalin.http.Context;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// The body of a request in a file of its own, which is gone when this is closed: so its size is known, and a sender
/// that stops halfway changes nothing.
public final class KeptBody implements Closeable {

  private final Path file;

  private KeptBody(Path file) {
    this.file = file;
  }

  /// Reads the body to its end.
  ///
  /// @param longest in bytes
  /// @param tooLong a sentence for a body that is longer
  /// @throws RequestException if it is too large, or ends early
  public static KeptBody of(Context ctx, long longest, String tooLong) throws IOException {
    KeptBody kept = new KeptBody(Files.createTempFile("doppel-", null));
    boolean whole = false;
    try {
      Bodies.keep(ctx, kept.file, longest, tooLong);
      whole = true;
      return kept;
    } finally {
      if (!whole) {
        kept.close();
      }
    }
  }

  /// In bytes.
  public long size() throws IOException {
    return Files.size(file);
  }

  public InputStream open() throws IOException {
    return Files.newInputStream(file);
  }

  @Override
  public void close() throws IOException {
    Files.delete(file);
  }
}
