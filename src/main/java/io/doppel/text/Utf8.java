package io.doppel.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Tells valid UTF-8 from other encodings, which Java's own decoding hides.
public final class Utf8 {

  private static final char REPLACEMENT = '\uFFFD';

  private Utf8() {}

  /// The offset of the first byte among the first `length` ones that is not part of valid UTF-8; -1 if all are.
  ///
  /// @param decoded what Java decoded from the bytes, which saves the search in all but the rarest texts
  public static int firstInvalid(byte[] bytes, int length, String decoded) {
    if (decoded.indexOf(REPLACEMENT) < 0) {
      return -1;
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes, 0, length);
    CharBuffer out = CharBuffer.allocate(8192);
    while (true) {
      CoderResult result = decoder.decode(in, out.clear(), true);
      if (result.isError()) {
        return in.position();
      }
      if (result.isUnderflow()) {
        return -1;
      }
    }
  }

  /// Says what is wrong with a byte that is no UTF-8.
  ///
  /// @param what the byte is in, such as `the line`
  public static String fault(String what, byte invalid, int offset) {
    String hint = "(convert other encodings, such as CP949 or UTF-16, first)";
    return "%s is not valid UTF-8: byte 0x%02X at offset %d %s".formatted(what, invalid, offset, hint);
  }
}
