package io.doppel.file;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/// A line of JSON with a checksum of the rest of the line as its last member: a letter that the disk has changed is
/// noticed, also where the line is still JSON. Lines of older programs have no checksum.
public final class CheckedLine {

  private static final Pattern CHECKED = Pattern.compile("(?s)(.*),\"crc32c\":\"([0-9a-f]{8})\"}");

  private CheckedLine() {}

  /// The line, without its end.
  ///
  /// @param json an object with a member at least
  public static String of(String json) {
    return "%s,\"crc32c\":\"%s\"}".formatted(json.substring(0, json.length() - 1), checksum(json));
  }

  /// The JSON of a line; empty if it is not what was written.
  public static Optional<String> read(byte[] line) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString().strip();
      Matcher checked = CHECKED.matcher(text);
      if (!checked.matches()) {
        return Optional.of(text);
      }
      String json = checked.group(1) + "}";
      return checksum(json).equals(checked.group(2)) ? Optional.of(json) : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static String checksum(String json) {
    CRC32C sum = new CRC32C();
    sum.update(json.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }
}
