package io.doppel.source.extraction.markup;

import io.doppel.source.extraction.content.Extracted;
import io.doppel.source.extraction.content.WebEncoding;
import io.doppel.source.extraction.limit.ExtractionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;

/// Reads plain text that came with a mail, in whatever encoding.
public final class PlainFile {

  private PlainFile() {}

  /// @param maxText the most UTF-16 units of its text
  /// @throws ExtractionException if it is longer, holds a zero byte or nothing
  public static Extracted read(Path file, int maxText) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, WebEncoding.guess(bytes));
    if (text.length() > maxText || text.indexOf(0) >= 0 || text.isBlank()) {
      throw new ExtractionException("it is no text, or too long");
    }
    return new Extracted("", Normalizer.normalize(text, Normalizer.Form.NFC), Map.of(), "", List.of());
  }
}
