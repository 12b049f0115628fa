package io.doppel.file;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;

/// Unpacks what is compressed with gzip (RFC 1952), all members of it. Unlike the JDK's own stream it takes nothing
/// behind a member for the end: what is no member is an error, once what came before it was read, and so is what goes
/// wrong below. Any number of members may be empty.
public final class Gzip extends InputStream {

  private static final int BUFFER = 1 << 16;

  private final Below below;
  private final BufferedInputStream packed;
  private InputStream member;

  private Gzip(InputStream in) throws IOException {
    this.below = new Below(in);
    this.packed = new BufferedInputStream(below, BUFFER);
    this.member = member();
  }

  /// The bytes as they came, and what went wrong with them.
  private static final class Below extends FilterInputStream {
    private @Nullable IOException failure;

    Below(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return super.read(bytes, offset, length);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }

  /// @param packed closed with the stream
  /// @throws ZipException if it does not begin as gzip does; reading throws it where it does not go on so, and
  ///     [EOFException] where it ends too early
  public static InputStream unpacked(InputStream packed) throws IOException {
    return new Gzip(packed);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    while (length > 0) {
      int read;
      try {
        read = member.read(bytes, offset, length);
      } catch (IOException e) {
        throw told(e);
      }
      if (read > 0) {
        return read;
      }
      if (isAtEnd()) {
        return -1;
      }
      member = member();
    }
    return 0;
  }

  private boolean isAtEnd() throws IOException {
    packed.mark(1);
    boolean atEnd = packed.read() < 0;
    packed.reset();
    return atEnd;
  }

  /// The next one. It is done with its native memory where it ends.
  private InputStream member() throws IOException {
    try {
      return GzipCompressorInputStream.builder().setInputStream(packed).get();
    } catch (EOFException e) {
      throw told(e);
    } catch (IOException e) {
      ZipException none = new ZipException("Not in GZIP format");
      none.initCause(e);
      throw below.failure == null ? none : below.failure;
    }
  }

  private IOException told(IOException e) {
    if (below.failure != null) {
      return below.failure;
    }
    if (e instanceof EOFException) {
      return e;
    }
    ZipException malformed = new ZipException(e.getMessage());
    malformed.initCause(e);
    return malformed;
  }

  @Override
  public void close() throws IOException {
    member.close();
  }
}
