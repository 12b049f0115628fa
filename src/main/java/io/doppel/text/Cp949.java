package io.doppel.text;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Optional;

/// Tells Korean texts in the code page that Korean Windows writes (CP949, a superset of EUC-KR) from other ones.
public final class Cp949 {

  private static final Charset CHARSET = Charset.forName("x-windows-949");

  /// The rows of KS X 1001 with the syllables that texts are written with.
  private static final int FIRST_ROW = 0xB0;
  private static final int LAST_ROW = 0xC8;
  private static final int FIRST_IN_ROW = 0xA1;

  /// Fewer could be Chinese.
  private static final int LEAST_SYLLABLES = 10;

  /// Of all letters of two bytes; the others are punctuation, Hanja, and syllables outside of these rows.
  private static final double LEAST_SHARE = .8;

  private Cp949() {}

  /// The text that the bytes are in this code page, if they are valid in it and nearly all that is not ASCII is
  /// frequent Korean syllables, at least a few; empty otherwise. Texts of other languages in their code pages are not.
  ///
  /// @param bytes all of the text, not valid UTF-8
  public static Optional<String> decode(byte[] bytes) {
    int letters = 0;
    int syllables = 0;
    for (int i = 0; i < bytes.length; i++) {
      int lead = bytes[i] & 0xFF;
      if (lead == 0) {
        return Optional.empty();
      }
      if (lead >= 0x80) {
        letters++;
        i++;
        boolean frequent = lead >= FIRST_ROW && lead <= LAST_ROW;
        syllables += frequent && i < bytes.length && (bytes[i] & 0xFF) >= FIRST_IN_ROW ? 1 : 0;
      }
    }
    if (syllables < LEAST_SYLLABLES || syllables < LEAST_SHARE * letters) {
      return Optional.empty();
    }
    try {
      return Optional.of(CHARSET.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
