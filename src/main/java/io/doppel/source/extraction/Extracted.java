package io.doppel.source.extraction;

/// What was read of a document. Paragraphs are separated by blank lines; where the document has pages, a form feed
/// (`\f`) stands before the first word of each page but the first.
///
/// @param title as a web page names itself; empty for all else, where titles are seldom true
/// @param text in Unicode's normal form C, never blank
/// @param unseen what the document holds and nobody sees who opens it, in lines; empty if there is none
public record Extracted(String title, String text, String unseen) {}
