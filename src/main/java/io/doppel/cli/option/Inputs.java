package io.doppel.cli.option;

import io.doppel.source.Format;
import io.doppel.source.SourceRecord;
import io.doppel.source.extraction.content.Unread;
import io.doppel.source.file.DocumentReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Texts from files and from standard input.
public final class Inputs {

  private Inputs() {}

  /// The words of a text as they came from the shell, or standard input for a lone `-`.
  ///
  /// @throws IllegalArgumentException if standard input holds no text
  public static String text(List<String> words) throws IOException {
    if (!words.equals(List.of("-"))) {
      return String.join(" ", words);
    }
    try (DocumentReader reader = opened("-")) {
      return switch (reader.next()) {
        case SourceRecord.Accepted accepted -> accepted.document().text();
        case SourceRecord.Rejected rejected -> throw new IllegalArgumentException(rejected.sentence());
      };
    }
  }

  /// The text of a file, `-` for standard input. Of a document (PDF and the like) it is what can be read.
  public static String file(String path) throws IOException {
    return read(path).text();
  }

  /// What was read of a file.
  ///
  /// @param unseen what it holds and nobody sees who opens it; empty if there is none
  /// @param unread what it holds and was not read
  public record Read(String text, String unseen, List<Unread> unread) {}

  /// As [#file(String)], with what nobody sees.
  public static Read read(String path) throws IOException {
    try (DocumentReader reader = opened(path)) {
      return switch (reader.next()) {
        case SourceRecord.Accepted accepted -> new Read(accepted.document().text(), reader.unseen(), reader.unread());
        case SourceRecord.Rejected rejected -> throw new IOException(rejected.sentence());
      };
    }
  }

  /// A file that is one document. Of a folder nobody knows which of its files is meant.
  private static DocumentReader opened(String path) throws IOException {
    if (!path.equals("-") && Files.isDirectory(Path.of(path))) {
      throw new IOException("%s is a folder, and one file is needed".formatted(path));
    }
    return DocumentReader.open(List.of(path), Format.ofName(path).filter(Format::isOneDocument).orElse(Format.TEXT));
  }
}
