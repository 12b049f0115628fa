package io.doppel.text;

/// A contiguous part of a document's text, small enough for the encoder to read whole.
///
/// @param documentId the id of the document it was cut from
/// @param start UTF-16 offset of the passage in the document's text
/// @param text exactly the document's text from `start` to [#end()]
public record Passage(String documentId, int start, String text) {

  public Passage {
    if (start < 0) {
      throw new IllegalArgumentException("start must be at least 0, got " + start);
    }
  }

  /// UTF-16 offset just behind the passage in the document's text.
  public int end() {
    return start + text.length();
  }
}
