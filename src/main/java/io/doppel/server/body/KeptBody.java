package io.doppel.server.body;

import io.doppel.server.problem.RequestException;
import io.javalin.http.Context;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// The body of a request in a file of its own, which is gone when this is closed, or when the process ends in whatever
/// way: so its size is known, and a sender that stops halfway changes nothing. For one thread at a time.
public final class KeptBody implements Closeable {

  private static final int PIECE = 1 << 18;

  private final BodyDisk disk;
  private final FileChannel file;

  private KeptBody(BodyDisk disk, FileChannel file) {
    this.disk = disk;
    this.file = file;
  }

  /// Reads the body to its end.
  ///
  /// @param longest in bytes
  /// @param tooLong a sentence for a body that is longer
  /// @throws RequestException if it is too large, ends early, or there is no room for it
  public static KeptBody of(Context ctx, long longest, String tooLong) throws IOException {
    Path path = Files.createTempFile(BodyDisk.folder(), "doppel-", null);
    KeptBody kept =
        new KeptBody(
            new BodyDisk(),
            FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
    boolean whole = false;
    try (InputStream in = BodyStream.open(ctx, longest, tooLong)) {
      kept.receive(in);
      whole = true;
      return kept;
    } finally {
      if (!whole) {
        kept.close();
      }
    }
  }

  private void receive(InputStream in) throws IOException {
    byte[] piece = in.readNBytes(PIECE);
    long received = 0;
    while (piece.length > 0) {
      received += piece.length;
      disk.growTo(received);
      ByteBuffer bytes = ByteBuffer.wrap(piece);
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      piece = piece.length < PIECE ? new byte[0] : in.readNBytes(PIECE);
    }
  }

  /// In bytes.
  public long size() throws IOException {
    return file.size();
  }

  /// From its beginning; one at a time.
  public InputStream open() throws IOException {
    InputStream all = Channels.newInputStream(file.position(0));
    return new FilterInputStream(all) {
      @Override
      public void close() {
        // The file is closed with the body.
      }
    };
  }

  @Override
  public void close() throws IOException {
    try (disk) {
      file.close();
    }
  }
}
