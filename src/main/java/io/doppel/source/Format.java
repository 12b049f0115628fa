package io.doppel.source;

import java.util.Locale;
import java.util.Optional;

/// How the documents of a file are written. A file whose content is compressed with gzip has the format of its content.
public enum Format {
  /// One JSON object a line: `id` (or `_id`), `title`, `text`; all else is metadata. Files `.jsonl` and `.ndjson`.
  JSONL,
  /// Comma-separated values by RFC 4180 under a header line with a column `text`, and if wanted `id` and `title`; all
  /// else is metadata. Files `.csv`.
  CSV,
  /// As [#CSV] with tabs between the columns. Files `.tsv`.
  TSV,
  /// One document a line, without a title; never by extension.
  LINES,
  /// One document a file, its title the file's name without extensions. Files `.txt`, `.text`, `.md` and `.markdown`.
  TEXT;

  /// The format that a file's name tells, by its extension before a final `.gz`; empty if it tells none.
  public static Optional<Format> ofName(String fileName) {
    String lower = fileName.toLowerCase(Locale.ROOT);
    String name = lower.endsWith(".gz") ? lower.substring(0, lower.length() - 3) : lower;
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case String whole when whole.length() == name.length() -> Optional.empty();
      case "jsonl", "ndjson" -> Optional.of(JSONL);
      case "csv" -> Optional.of(CSV);
      case "tsv" -> Optional.of(TSV);
      case "txt", "text", "md", "markdown" -> Optional.of(TEXT);
      default -> Optional.empty();
    };
  }
}
