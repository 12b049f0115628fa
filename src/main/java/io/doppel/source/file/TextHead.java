package io.doppel.source.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/// What the beginning of a text file tells of all of it.
///
/// @param isUtf16 whether it is written in UTF-16, with a byte order mark or without
/// @param lineEnd the last byte of its line ends: a carriage return where no line feed is among its first [#BYTES],
///     else a line feed
record TextHead(boolean isUtf16, byte lineEnd) {

  /// How much is looked at.
  static final int BYTES = 1 << 16;

  /// Why a file in UTF-16 is not read.
  static final String UTF_16 =
      "the file is UTF-16, and text must be UTF-8; convert it first, as with: iconv -f UTF-16 -t UTF-8";

  /// Spaces and Latin letters have a zero byte each in UTF-16: of a text in any script more than one byte of so many is
  /// zero.
  private static final int SIXTEENTH = 16;

  private static final Set<String> MARKS = Set.of("fffe", "feff");

  /// Looks at what a stream gives next, and leaves it there. Of a pipe, whose writer may pause, it waits for one line
  /// only.
  static TextHead of(BufferedInputStream in) throws IOException {
    in.mark(BYTES);
    byte[] head = new byte[BYTES];
    int length = 0;
    while (length < BYTES && !hasLineEnd(head, length)) {
      int read = in.read(head, length, BYTES - length);
      if (read < 0) {
        break;
      }
      length += read;
    }
    in.reset();
    byte[] seen = Arrays.copyOf(head, length);
    return new TextHead(isUtf16(seen), lineEnd(seen));
  }

  /// A carriage return that is the last so far may be half of a line end.
  private static boolean hasLineEnd(byte[] head, int length) {
    for (int i = 0; i < length; i++) {
      if (head[i] == '\n' || (head[i] == '\r' && i < length - 1)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isUtf16(byte[] head) {
    if (head.length >= 2 && MARKS.contains(HexFormat.of().formatHex(head, 0, 2))) {
      return true;
    }
    int even = 0;
    int odd = 0;
    for (int i = 0; i < head.length; i++) {
      if (head[i] == 0) {
        even += 1 - i % 2;
        odd += i % 2;
      }
    }
    // The zeros are all in one half of the units, but for the few letters whose other half is zero.
    return even + odd > 1 + head.length / SIXTEENTH && Math.min(even, odd) * 4 < Math.max(even, odd);
  }

  private static byte lineEnd(byte[] head) {
    boolean returns = false;
    for (byte each : head) {
      if (each == '\n') {
        return '\n';
      }
      returns |= each == '\r';
    }
    return (byte) (returns ? '\r' : '\n');
  }
}
