package io.doppel.mcp;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Logger;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// Messages, one a line. A line that is no JSON object, or too long, is passed over and told in the log. One thread
/// reads.
final class MessageStream {

  private static final Logger LOG = Logger.getLogger(MessageStream.class.getName());

  /// In bytes: the longest text that a tool takes, however it is escaped.
  private static final int LONGEST = 16 << 20;

  private final InputStream in;

  MessageStream(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  /// The next message; empty once there is none any more.
  Optional<String> next() throws IOException {
    for (int first = in.read(); first >= 0; first = in.read()) {
      byte[] line = line(first);
      if (isMessage(line)) {
        return Optional.of(new String(line, StandardCharsets.UTF_8));
      }
    }
    return Optional.empty();
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
}
