package io.doppel.api.report;

import io.doppel.api.report.print.KoreanFont;
import io.doppel.encoder.model.Sha256;
import io.doppel.plagiarism.issue.IssuedReport;
import io.doppel.plagiarism.issue.IssuedReports;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.logging.Logger;

/// Writes reports that are remembered, so that one that somebody hands in can be held against what was written.
public final class Issuing {

  private static final Logger LOG = Logger.getLogger(Issuing.class.getName());

  private Issuing() {}

  /// The report as the content of a file. Where it cannot be remembered, as on a full disk, it is written all the same;
  /// it is not known later, and the log says so.
  ///
  /// @param register of the collection that the text was held against
  /// @param font for Korean letters on paper
  /// @param by who asks for it, may be empty
  public static byte[] issued(
      PlagiarismReport report,
      ReportFormat format,
      ReportLanguage language,
      Optional<KoreanFont> font,
      IssuedReports register,
      String by) {
    byte[] content = report.in(format, language, font);
    try {
      register.add(
          new IssuedReport(
              report.seal(),
              Sha256.of(content),
              format.extension(),
              report.name(),
              report.author(),
              report.found().coverage(),
              Sha256.of(report.text()),
              report.checkedAt(),
              Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
              by));
    } catch (IOException e) {
      LOG.warning(() -> "the report will not be known as one that was written here: " + e.getMessage());
    }
    return content;
  }
}
