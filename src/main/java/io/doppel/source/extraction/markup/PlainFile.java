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

  /// Where more than one letter of so many is unknown in the likeliest encoding, it is none.
  private static final int LETTERS_TO_ONE_UNKNOWN = 50;

  /// The end of a file of DOS, and what begins a colour in the log of a program.
  private static final String ELSEWHERE_IN_TEXTS = "\u001a\u001b";

  private PlainFile() {}

  /// @param maxText the most UTF-16 units of its text
  /// @throws ExtractionException if it is longer, is something else than its mail says, or holds nothing
  public static Extracted read(Path file, int maxText) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, WebEncoding.guess(bytes));
    if (text.length() > maxText || !isText(text) || text.isBlank()) {
      throw new ExtractionException("it is no text, or too long");
    }
    return new Extracted("", Normalizer.normalize(text, Normalizer.Form.NFC), Map.of(), "", List.of());
  }

  /// Whether people wrote it: of control letters it has only those that part lines, words and pages.
  private static boolean isText(String text) {
    long unknown = text.chars().filter(letter -> letter == '\ufffd').count();
    return unknown * LETTERS_TO_ONE_UNKNOWN <= text.length()
        && text.chars()
            .noneMatch(
                letter ->
                    letter < ' '
                        && !(letter >= '\t' && letter <= '\r')
                        && ELSEWHERE_IN_TEXTS.indexOf(letter) < 0);
  }
}
