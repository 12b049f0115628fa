package io.doppel.plagiarism.issue;

/// A report that was written, as far as it is remembered: enough to hold a report on paper against it.
///
/// @param seal SHA-256 of what it says, in lower-case hexadecimal, which it shows
/// @param sha256 of its file
/// @param format of the file, such as `html`
/// @param name what the text is called in it
/// @param author who wrote the text, may be empty
/// @param coverage the part of the text that was found elsewhere, from 0 to 1
/// @param textSha256 of the text in UTF-8
/// @param checkedAt when the text was checked, by ISO 8601
/// @param issuedAt when the report was written, by ISO 8601
/// @param by the name of the key that asked for it; empty where nobody has one
public record IssuedReport(
    String seal,
    String sha256,
    String format,
    String name,
    String author,
    double coverage,
    String textSha256,
    String checkedAt,
    String issuedAt,
    String by) {}
