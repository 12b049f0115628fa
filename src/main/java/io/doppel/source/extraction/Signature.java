package io.doppel.source.extraction;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The beginning of a file, which tells its kind.
///
/// @param path the file
/// @param head its first bytes, as Latin-1
record Signature(Path path, String head) {

  /// A PDF file may have something before its signature.
  private static final int LENGTH = 1024;

  private static final String COMPOUND = "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1";

  static Signature of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new Signature(file, new String(in.readNBytes(LENGTH), StandardCharsets.ISO_8859_1));
    }
  }

  boolean startsWith(String letters) {
    return head.startsWith(letters);
  }

  boolean holds(String letters) {
    return head.contains(letters);
  }

  /// Whether it is a compound file of Microsoft's, in which HWP, old Word documents and encrypted ones come.
  boolean isCompound() {
    return head.startsWith(COMPOUND);
  }
}
