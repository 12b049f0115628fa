package io.doppel.source.file;

import io.doppel.source.SourceRecord;
import io.doppel.text.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The lines of a stream of UTF-8, each bounded in memory whatever its length. Skips a byte order mark. A line with a
/// zero byte, which no text has, has a fault.
final class Lines {

  /// A line without its line end.
  ///
  /// @param number from 1
  /// @param text the line; where it has a fault, the beginning of it as well as it can be shown
  /// @param fault why it cannot be read, null if it can
  record Line(long number, String text, @Nullable String fault) {}

  private static final byte[] BOM = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream in;
  private final int maxBytes;
  private final byte lineEnd;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;
  private byte[] line = new byte[1024];
  private int length;
  private long number;

  /// @param lineEnd `\n`, also for lines that end with `\r\n`, or `\r`
  Lines(InputStream in, int maxBytes, byte lineEnd) {
    this.in = in;
    this.maxBytes = maxBytes;
    this.lineEnd = lineEnd;
  }

  /// The next line, null at the end. An empty line after the last line end is none.
  @Nullable Line next() throws IOException {
    if (position == limit && !fill()) {
      return null;
    }
    length = 0;
    boolean tooLong = false;
    boolean ended = false;
    while (!ended && (position < limit || fill())) {
      int end = position;
      while (end < limit && buffer[end] != lineEnd) {
        end++;
      }
      ended = end < limit;
      tooLong = tooLong || (long) length + (end - position) > maxBytes + 4L;
      if (!tooLong) {
        append(position, end);
      }
      position = ended ? end + 1 : end;
    }
    number++;
    return line(tooLong);
  }

  private Line line(boolean tooLong) {
    int start = number == 1 && length >= BOM.length && Arrays.mismatch(line, 0, BOM.length, BOM, 0, BOM.length) < 0
        ? BOM.length
        : 0;
    int end = length > start && line[length - 1] == '\r' ? length - 1 : length;
    if (tooLong || end - start > maxBytes) {
      return faulty(start, length, "the line is longer than %d bytes".formatted(maxBytes));
    }
    if (start > 0) {
      System.arraycopy(line, start, line, 0, end - start);
    }
    String text = new String(line, 0, end - start, StandardCharsets.UTF_8);
    int invalid = Utf8.firstInvalid(line, end - start, text);
    return invalid < 0
        ? new Line(number, text, null)
        : faulty(0, end - start, Utf8.fault("the line", line[invalid], invalid));
  }

  private Line faulty(int start, int end, String fault) {
    int shown = Math.min(end - start, SourceRecord.Rejected.MAX_RAW);
    return new Line(number, new String(line, start, shown, StandardCharsets.UTF_8), fault);
  }

  private void append(int from, int to) {
    int needed = length + (to - from);
    if (needed > line.length) {
      line = Arrays.copyOf(line, Math.max(needed, (int) Math.min(2L * line.length, maxBytes + 4L)));
    }
    System.arraycopy(buffer, from, line, length, to - from);
    length = needed;
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer, 0, buffer.length));
    return limit > 0;
  }
}
