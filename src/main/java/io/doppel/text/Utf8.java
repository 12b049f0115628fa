package io.doppel.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Tells text in valid UTF-8 from other encodings, which Java's own decoding hides.
public final class Utf8 {

  private static final char REPLACEMENT = '\uFFFD';

  private Utf8() {}

  /// The offset of the first byte among the first `length` ones that is not part of valid UTF-8, or is zero; -1 if
  /// there is none.
  ///
  /// @param decoded what Java decoded from the bytes, which saves the search in all but the rarest texts
  public static int firstInvalid(byte[] bytes, int length, String decoded) {
    if (decoded.indexOf(REPLACEMENT) < 0) {
      return decoded.indexOf(0) < 0 ? -1 : firstZero(bytes, length);
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
        return firstZero(bytes, length);
      }
    }
  }

  private static int firstZero(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      if (bytes[i] == 0) {
        return i;
      }
    }
    return -1;
  }

  /// Says what is wrong with a byte that is no UTF-8, or zero.
  ///
  /// @param what the byte is in, such as `the line`
  public static String fault(String what, byte invalid, int offset) {
    if (invalid == 0) {
      return "%s is not text: byte 0x00 at offset %d".formatted(what, offset);
    }
    String hint = "(convert other encodings first, as with: iconv -f CP949 -t UTF-8)";
    return "%s is not valid UTF-8: byte 0x%02X at offset %d %s".formatted(what, invalid, offset, hint);
  }
}
