package io.doppel.models.pull;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongConsumer;

/// Brings one file to the disk. What is not complete and checked is in a file beside it whose name ends with `.part`,
/// and the next try goes on there.
final class Download {

  private static final int BUFFER = 1 << 17;
  private static final int MAX_BREAKS_IN_A_ROW = 3;

  private final Http http;

  Download(Http http) {
    this.http = http;
  }

  /// @param done told how many bytes of the file are here
  /// @throws IOException if it cannot be had, or is not what it should be; one sentence
  void fetch(RemoteFile file, Path target, LongConsumer done) throws IOException {
    if (isComplete(file, target)) {
      done.accept(file.bytes());
      return;
    }
    Path part = target.resolveSibling(target.getFileName() + ".part");
    boolean resumed = Files.exists(part);
    transfer(file, part, done);
    if (resumed && !isComplete(file, part)) {
      // Its beginning may be of another version.
      Files.delete(part);
      transfer(file, part, done);
    }
    String actual = file.checksum().of(part);
    if (!actual.equals(file.checksum().expected())) {
      Files.delete(part);
      throw new IOException(
          "%s is not what it should be: its hash is %s, not %s"
              .formatted(file.uri(), actual, file.checksum().expected()));
    }
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private static boolean isComplete(RemoteFile file, Path there) throws IOException {
    return Files.isRegularFile(there)
        && Files.size(there) == file.bytes()
        && file.checksum().of(there).equals(file.checksum().expected());
  }

  /// Goes on after a broken connection, as long as every few tries bring something.
  private void transfer(RemoteFile file, Path part, LongConsumer done) throws IOException {
    int breaks = 0;
    for (long before = size(part); before < file.bytes(); before = size(part)) {
      try (Http.Answer answer = http.get(file.uri(), before)) {
        copy(answer, file, part, done);
      } catch (StatusException e) {
        if (e.status() != 416 || before == 0) {
          throw e;
        }
        Files.delete(part);
      } catch (BrokenException e) {
        if (size(part) > before) {
          breaks = 0;
        }
        breaks++;
        if (breaks == MAX_BREAKS_IN_A_ROW) {
          throw new IOException(
              String.format(
                  Locale.ROOT,
                  "%s breaks off at %,d of %,d bytes; the next pull goes on from there",
                  file.uri(),
                  size(part),
                  file.bytes()),
              e);
        }
        http.sleep(Duration.ofSeconds(breaks));
      }
    }
    if (file.bytes() == 0 && !Files.exists(part)) {
      Files.createFile(part);
    }
    if (size(part) > file.bytes()) {
      Files.delete(part);
      throw new IOException(
          String.format(Locale.ROOT, "%s is longer than the %,d bytes that were announced", file.uri(), file.bytes()));
    }
  }

  /// The connection broke, or the answer ended too early.
  private static final class BrokenException extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenException(String message) {
      super(message);
    }
  }

  private static void copy(Http.Answer answer, RemoteFile file, Path part, LongConsumer done)
      throws IOException {
    long at = answer.from();
    StandardOpenOption how = at == 0 ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND;
    try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
      byte[] buffer = new byte[BUFFER];
      // One byte too many shows that the file is longer than announced.
      while (at <= file.bytes()) {
        int read = read(answer.body(), buffer, Math.min(buffer.length, file.bytes() - at + 1));
        if (read < 0) {
          break;
        }
        out.write(buffer, 0, read);
        at += read;
        done.accept(Math.min(at, file.bytes()));
      }
    }
    if (at < file.bytes()) {
      throw new BrokenException("it ended at byte " + at);
    }
  }

  private static int read(InputStream in, byte[] buffer, long most) throws BrokenException {
    try {
      return in.read(buffer, 0, (int) most);
    } catch (IOException e) {
      BrokenException broken = new BrokenException(String.valueOf(e.getMessage()));
      broken.initCause(e);
      throw broken;
    }
  }

  private static long size(Path file) throws IOException {
    return Files.exists(file) ? Files.size(file) : 0;
  }
}
