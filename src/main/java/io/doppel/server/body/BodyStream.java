package io.doppel.server.body;

import io.doppel.file.Gzip;
import io.doppel.server.problem.RequestException;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipException;
import org.eclipse.jetty.http.HttpException;

/// The body of a request, unpacked where it came in gzip, and never more than a bound of it. What its sender gets wrong
/// is a [RequestException], whoever reads: a body that ends early, is malformed, or takes too long.
final class BodyStream extends FilterInputStream {

  private static final int BUFFER = 1 << 13;

  /// Bytes a second, over all of the body: who sends fewer keeps a connection for nothing.
  private static final long LEAST_RATE = 1 << 10;

  /// A sender has so long to begin, in seconds.
  private static final long BEGINNING = 15;

  private static final long NANOS = 1_000_000_000;

  private final long started = System.nanoTime();

  private final long longest;
  private final String tooLong;
  private long count;

  private BodyStream(InputStream in, long longest, String tooLong) {
    super(in);
    this.longest = longest;
    this.tooLong = tooLong;
  }

  /// @param longest in bytes, unpacked
  /// @param tooLong a sentence for a body that is longer
  /// @throws RequestException if it is packed in another way than gzip, or is announced as longer by a sender who waits
  ///     to hear whether it is wanted; others would hear nothing while they send
  static BodyStream open(Context ctx, long longest, String tooLong) {
    if (ctx.header("Expect") != null && ctx.req().getContentLengthLong() > longest) {
      throw new RequestException(HttpStatus.CONTENT_TOO_LARGE, "body_too_large", tooLong);
    }
    InputStream received = ctx.bodyInputStream();
    String encoding = ctx.header("Content-Encoding");
    InputStream in =
        switch (encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT)) {
          case "", "identity" -> received;
          case "gzip", "x-gzip" -> unpacked(received);
          default ->
              throw new RequestException(
                  HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                  "unsupported_media_type",
                  "Content-Encoding must be gzip, or left out, got \"%s\"".formatted(encoding));
        };
    return new BodyStream(in, longest, tooLong);
  }

  private static InputStream unpacked(InputStream received) {
    try {
      return Gzip.unpacked(received);
    } catch (IOException | HttpException.RuntimeException e) {
      throw fault(e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read;
    try {
      read = in.read(bytes, offset, length);
    } catch (IOException | HttpException.RuntimeException e) {
      throw fault(e);
    }
    count += Math.max(read, 0);
    long seconds = (System.nanoTime() - started) / NANOS;
    if (read >= 0 && seconds > BEGINNING && count < seconds * LEAST_RATE) {
      throw new RequestException(
          HttpStatus.REQUEST_TIMEOUT,
          "body_too_slow",
          String.format(
              Locale.ROOT,
              "the body must come with at least %,d bytes a second, got %,d in %,d s",
              LEAST_RATE,
              count,
              seconds));
    }
    if (count > longest) {
      throw new RequestException(HttpStatus.CONTENT_TOO_LARGE, "body_too_large", tooLong);
    }
    return read;
  }

  /// Reads what it skips, since that counts too.
  @Override
  public long skip(long wanted) throws IOException {
    byte[] passed = new byte[Math.clamp(wanted, 0, BUFFER)];
    return Math.max(read(passed, 0, passed.length), 0);
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private static RequestException fault(Exception e) {
    if (e instanceof ZipException) {
      return new RequestException(
          HttpStatus.BAD_REQUEST,
          "malformed_body",
          "the body is not valid gzip: " + e.getMessage(),
          e);
    }
    if (e.getCause() instanceof TimeoutException) {
      return new RequestException(HttpStatus.REQUEST_TIMEOUT, "body_too_slow", "the body did not come in time", e);
    }
    return new RequestException(
        HttpStatus.BAD_REQUEST,
        "malformed_body",
        "the body ends before the end that was announced, or its parts are malformed",
        e);
  }
}
