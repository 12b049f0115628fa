package io.doppel.models.pull;

import io.doppel.encoder.model.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// What a file must hash to. The hub names large files by their SHA-256 and small ones as git does.
///
/// @param expected lower-case hexadecimal
record Checksum(Kind kind, String expected) {

  enum Kind {
    SHA256,
    /// SHA-1 of the word `blob`, the size and the content.
    GIT_BLOB
  }

  String of(Path file) throws IOException {
    return switch (kind) {
      case SHA256 -> Sha256.of(List.of(file));
      case GIT_BLOB -> gitBlob(file);
    };
  }

  private static String gitBlob(Path file) throws IOException {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java runtime has SHA-1", e);
    }
    digest.update("blob %d\0".formatted(Files.size(file)).getBytes(StandardCharsets.US_ASCII));
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
