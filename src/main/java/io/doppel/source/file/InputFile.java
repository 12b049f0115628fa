package io.doppel.source.file;

import io.doppel.source.Format;
import io.doppel.source.SourceLine;
import io.doppel.source.SourceRecord;
import io.doppel.text.Document;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A file to read.
///
/// @param path where it is, null for a stream
/// @param name as messages call it
/// @param id its path in the folder that was given, else its name, in the normal form NFC, so that it is the same on
///     every system; documents without an id are named after it
/// @param format how it is written
/// @param size in bytes, -1 if unknown
record InputFile(@Nullable Path path, String name, String id, Format format, long size) {

  private static final String STANDARD_INPUT = "standard input";

  InputFile {
    id = Normalizer.normalize(id, Normalizer.Form.NFC);
  }

  static InputFile standardInput(Format format) {
    return new InputFile(null, STANDARD_INPUT, "stdin", format, -1);
  }

  /// A file that came as a stream and has a name all the same.
  static InputFile stream(String name, Format format, long size) {
    return new InputFile(null, name, name, format, size);
  }

  /// The file's name without folders and extensions that tell its format; empty for standard input.
  String title() {
    if (name.equals(STANDARD_INPUT)) {
      return "";
    }
    String title = id.substring(id.lastIndexOf('/') + 1);
    title = title.toLowerCase(Locale.ROOT).endsWith(".gz") ? title.substring(0, title.length() - 3) : title;
    return Format.ofName(title).isPresent() ? title.substring(0, title.lastIndexOf('.')) : title;
  }

  SourceRecord rejected(long line, String reason, String raw) {
    return new SourceRecord.Rejected(new SourceLine(name, line), reason, raw);
  }

  /// A document of this file that is a line of it.
  SourceRecord document(Lines.Line line) {
    return document(line.number(), null, "", line.text(), Map.of(), line.text());
  }

  /// A document of this file, or its rejection if it breaks the rules of [Document].
  ///
  /// @param documentId null if the document has none
  SourceRecord document(
      long line, @Nullable String documentId, String title, String text, Map<String, String> fields, String raw) {
    String ownId = documentId == null ? id + ":" + line : documentId;
    try {
      return new SourceRecord.Accepted(
          new Document(ownId, title, text, fields).admitted(), new SourceLine(name, line));
    } catch (IllegalArgumentException e) {
      return rejected(line, String.valueOf(e.getMessage()), raw);
    }
  }
}
