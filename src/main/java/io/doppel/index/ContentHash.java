package io.doppel.index;

import io.doppel.text.Document;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;

/// Tells whether a document's content changed: the first 128 bits of SHA-256 over title, text and fields, each
/// preceded by its length so that no two contents run together. The order of the fields does not matter.
public final class ContentHash {

  private ContentHash() {}

  /// 32 lower-case hexadecimal digits.
  public static String of(Document document) {
    MessageDigest digest = sha256();
    add(digest, document.title());
    add(digest, document.text());
    new TreeMap<>(document.fields())
        .forEach(
            (name, value) -> {
              add(digest, name);
              add(digest, value);
            });
    return HexFormat.of().formatHex(digest.digest(), 0, 16);
  }

  private static void add(MessageDigest digest, String part) {
    byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
    digest.update(
        new byte[] {
          (byte) (bytes.length >>> 24),
          (byte) (bytes.length >>> 16),
          (byte) (bytes.length >>> 8),
          (byte) bytes.length
        });
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java runtime has SHA-256", e);
    }
  }
}
