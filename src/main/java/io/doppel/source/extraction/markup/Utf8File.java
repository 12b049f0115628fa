package io.doppel.source.extraction.markup;

import io.doppel.source.extraction.limit.ExtractionException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads files that are text.
final class Utf8File {

  private Utf8File() {}

  /// The text, with `\n` at the ends of lines.
  ///
  /// @throws ExtractionException if it is not UTF-8, or holds a zero byte
  static String read(Path file) throws IOException {
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(file))).toString();
    } catch (CharacterCodingException e) {
      throw new ExtractionException(
          "it is not valid UTF-8 (convert other encodings first, as with: iconv -f CP949 -t UTF-8)", e);
    }
    if (text.indexOf(0) >= 0) {
      throw new ExtractionException("it is not text: it holds a zero byte");
    }
    text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return text.replace("\r\n", "\n").replace('\r', '\n');
  }
}
