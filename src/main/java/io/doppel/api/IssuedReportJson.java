package io.doppel.api;

import io.doppel.plagiarism.issue.IssuedReport;

/// A report that was written, as programs see it. `matches` is `file` where the hash that was asked for is that of its
/// file, and `seal` where it is that of what it says.
public record IssuedReportJson(
    String matches,
    String seal,
    String sha256,
    String format,
    String name,
    String author,
    double coverage,
    String textSha256,
    String checkedAt,
    String issuedAt,
    String by) {

  /// @param hash that was asked for
  public static IssuedReportJson of(IssuedReport report, String hash) {
    return new IssuedReportJson(
        report.sha256().equals(hash) ? "file" : "seal",
        report.seal(),
        report.sha256(),
        report.format(),
        report.name(),
        report.author(),
        report.coverage(),
        report.textSha256(),
        report.checkedAt(),
        report.issuedAt(),
        report.by());
  }
}
