package io.doppel.mcp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Logger;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Messages, one a line, that can be waited for until the last was read. A line that is no JSON object is passed over
/// and told in the log: the SDK would read nothing more behind it. One thread reads.
final class MessageStream extends InputStream {

  private static final Logger LOG = Logger.getLogger(MessageStream.class.getName());

  /// In bytes: the longest text that a tool takes, however it is escaped.
  private static final int LONGEST = 16 << 20;

  private final InputStream in;
  private final CountDownLatch end = new CountDownLatch(1);
  private byte[] line = new byte[0];
  private int at;

  MessageStream(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  void awaitEnd() throws InterruptedException {
    end.await();
  }

  @Override
  public int read() throws IOException {
    return ready() ? line[at++] & 0xff : -1;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (!ready()) {
      return -1;
    }
    int read = Math.min(length, line.length - at);
    System.arraycopy(line, at, buffer, offset, read);
    at += read;
    return read;
  }

  private boolean ready() throws IOException {
    while (at == line.length) {
      int first = in.read();
      if (first < 0) {
        end.countDown();
        return false;
      }
      line = line(first);
      at = isMessage(line) ? 0 : line.length;
    }
    return true;
  }

  /// A line with its end; empty where it is too long.
  private byte[] line(int first) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    boolean tooLong = false;
    for (int next = first; next >= 0; next = in.read()) {
      tooLong |= read.size() >= LONGEST;
      if (!tooLong) {
        read.write(next);
      }
      if (next == '\n') {
        break;
      }
    }
    if (tooLong) {
      LOG.warning(() -> String.format(Locale.ROOT, "a message of more than %,d bytes was passed over", LONGEST));
    }
    return tooLong ? new byte[0] : read.toByteArray();
  }

  private static boolean isMessage(byte[] line) {
    try {
      if (line.length > 0 && JsonMapper.shared().readTree(line).isObject()) {
        return true;
      }
    } catch (JacksonException e) {
      LOG.warning(() -> "a line that is no JSON was passed over: " + e.getOriginalMessage());
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    end.countDown();
    in.close();
  }
}
