package io.doppel.source.extraction.markup;

import io.doppel.source.extraction.limit.ExtractionException;
import io.doppel.text.Cp949;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads files that are text, in UTF-8 or as Korean Windows writes it.
final class Utf8File {

  private Utf8File() {}

  /// The text, with `\n` at the ends of lines.
  ///
  /// @throws ExtractionException if it is neither, or holds a zero byte
  static String read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      text =
          Cp949.decode(bytes)
              .orElseThrow(
                  () ->
                      new ExtractionException(
                          "it is not valid UTF-8 (convert other encodings first, as with: iconv -f CP949 -t UTF-8)",
                          e));
    }
    if (text.indexOf(0) >= 0) {
      throw new ExtractionException("it is not text: it holds a zero byte");
    }
    text = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return text.replace("\r\n", "\n").replace('\r', '\n');
  }
}
