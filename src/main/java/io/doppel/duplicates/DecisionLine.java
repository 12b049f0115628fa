package io.doppel.duplicates;

import io.doppel.duplicates.Decisions.Decision;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A decision as a line of JSON, with a checksum of the rest of the line as its last member: a letter that the disk has
/// changed is noticed, also where the line is still JSON. Lines of older programs have no checksum.
final class DecisionLine {

  /// Any other member than those of a decision is a damaged one.
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Pattern CHECKED = Pattern.compile("(?s)(.*),\"crc32c\":\"([0-9a-f]{8})\"}");

  private DecisionLine() {}

  /// The line, without its end.
  static String of(Decision decision) {
    String json = MAPPER.writeValueAsString(decision);
    return "%s,\"crc32c\":\"%s\"}".formatted(json.substring(0, json.length() - 1), checksum(json));
  }

  /// What a line says; empty if it is not what was written.
  static Optional<Decision> read(byte[] line) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString().strip();
      Matcher checked = CHECKED.matcher(text);
      if (!checked.matches()) {
        return Optional.of(MAPPER.readValue(text, Decision.class));
      }
      String json = checked.group(1) + "}";
      return checksum(json).equals(checked.group(2))
          ? Optional.of(MAPPER.readValue(json, Decision.class))
          : Optional.empty();
    } catch (CharacterCodingException | JacksonException e) {
      return Optional.empty();
    }
  }

  private static String checksum(String json) {
    CRC32C sum = new CRC32C();
    sum.update(json.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }
}
