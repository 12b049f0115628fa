package io.doppel.server.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/// A key as its owner has it: `doppel_`, eight digits by which it is found, and 256 bits of chance. The prefix lets
/// scanners find keys that lie where they should not.
///
/// @param text the whole of it
record KeyText(String text) {

  static final int ID_DIGITS = 8;

  private static final String PREFIX = "doppel_";
  private static final int SECRET_BYTES = 32;
  private static final Pattern FORM = Pattern.compile(PREFIX + "([0-9a-f]{8})_[A-Za-z0-9_-]{43}");
  private static final SecureRandom CHANCE = new SecureRandom();

  /// A new one.
  static KeyText make() {
    byte[] id = new byte[ID_DIGITS / 2];
    byte[] secret = new byte[SECRET_BYTES];
    CHANCE.nextBytes(id);
    CHANCE.nextBytes(secret);
    return new KeyText(
        PREFIX + HexFormat.of().formatHex(id) + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
  }

  /// The digits by which it is found; empty if it has not the form of a key.
  Optional<String> id() {
    var form = FORM.matcher(text);
    return form.matches() ? Optional.of(form.group(1)) : Optional.empty();
  }

  /// What is kept of it.
  String hash() {
    return hash(text);
  }

  static String hash(String secret) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  /// Whether two hashes are equal; takes as long whether they are or not.
  static boolean same(String hash, String other) {
    return MessageDigest.isEqual(hash.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "a key that is told once";
  }
}
