package io.doppel.source.extraction.content;

import java.util.List;
import java.util.Map;

/// What was read of a document. Paragraphs are separated by blank lines; where the document has pages,
/// slides or sheets,
/// a form feed (`\f`) stands before the first word of each but the first. Notes stand behind the text,
/// text boxes behind
/// the paragraph they are anchored in.
///
/// @param title as a web page, a book, a mail or a LaTeX file names itself; empty for all else, where titles are seldom
///     true
/// @param text in Unicode's normal form C, never blank
/// @param fields what the document says of itself, by name, as a mail of its sender; mostly empty
/// @param unseen what the document holds and nobody sees who opens it, in lines; empty if there is none
/// @param unread what was not read, a kind at most once
public record Extracted(
    String title, String text, Map<String, String> fields, String unseen, List<Unread> unread) {

  public Extracted {
    fields = Map.copyOf(fields);
    unread = List.copyOf(unread);
  }
}
