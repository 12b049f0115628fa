package io.doppel.source;

import io.doppel.text.Document;

/// What came of a line (or a record, or a file) that should hold a document.
public sealed interface SourceRecord {

  /// Where it was read.
  SourceLine where();

  /// A document.
  record Accepted(Document document, SourceLine where) implements SourceRecord {}

  /// No document.
  ///
  /// @param where the line, or the whole file (line 0)
  /// @param reason what is wrong, such as `text must be a string, got a number`
  /// @param raw the line as it stands, up to [#MAX_RAW] UTF-16 units; invalid UTF-8 is shown as U+FFFD
  record Rejected(SourceLine where, String reason, String raw) implements SourceRecord {

    /// The most UTF-16 units kept of a rejected line.
    public static final int MAX_RAW = 65_536;

    public Rejected {
      if (raw.length() > MAX_RAW) {
        raw = raw.substring(0, Character.isHighSurrogate(raw.charAt(MAX_RAW - 1)) ? MAX_RAW - 1 : MAX_RAW);
      }
    }

    /// Place and reason in one line: `corpus.jsonl:7: text must be a string, got a number`.
    public String sentence() {
      return where + ": " + reason;
    }
  }
}
