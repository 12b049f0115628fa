package io.doppel.cli.option;

import io.doppel.source.Format;
import io.doppel.source.Reading;
import io.doppel.source.file.DocumentReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Texts from files and from standard input.
public final class Inputs {

  private static final int MAX_BYTES = 16 << 20;

  private Inputs() {}

  /// The words of a text as they came from the shell, or standard input for a lone `-`.
  public static String text(List<String> words) throws IOException {
    return words.equals(List.of("-")) ? file("-") : String.join(" ", words);
  }

  /// The text of a file, `-` for standard input. Of a document (PDF and the like) it is what can be read.
  public static String file(String path) throws IOException {
    return read(path).text();
  }

  /// What was read of a file.
  ///
  /// @param unseen what it holds and nobody sees who opens it; empty if there is none
  public record Read(String text, String unseen) {}

  /// As [#file(String)], with what nobody sees.
  public static Read read(String path) throws IOException {
    Optional<Format> format = Format.ofName(path).filter(Format::isOneDocument);
    return format.isPresent() ? document(path, format.get()) : new Read(utf8(path), "");
  }

  private static Read document(String path, Format format) throws IOException {
    try (DocumentReader reader = DocumentReader.open(List.of(path), format)) {
      return switch (reader.next()) {
        case Reading.Accepted accepted -> new Read(accepted.document().text(), reader.unseen());
        case Reading.Rejected rejected -> throw new IOException(rejected.sentence());
      };
    }
  }

  private static String utf8(String path) throws IOException {
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
