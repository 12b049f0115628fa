package io.doppel.cli.option;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Texts from files and from standard input.
public final class Inputs {

  private static final int MAX_BYTES = 16 << 20;

  private Inputs() {}

  /// The words of a text as they came from the shell, or standard input for a lone `-`.
  public static String text(java.util.List<String> words) throws IOException {
    return words.equals(java.util.List.of("-")) ? file("-") : String.join(" ", words);
  }

  /// The text of a file, `-` for standard input.
  public static String file(String path) throws IOException {
    try (InputStream in = path.equals("-") ? System.in : Files.newInputStream(Path.of(path))) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IOException("%s is larger than %,d bytes".formatted(path, MAX_BYTES));
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IOException(path + " is not text in UTF-8", e);
    }
  }
}
