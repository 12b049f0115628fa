package io.doppel.cli.task;

import io.doppel.api.report.Issuing;
import io.doppel.api.report.PlagiarismReport;
import io.doppel.api.report.ReportFormat;
import io.doppel.api.report.ReportLanguage;
import io.doppel.api.report.print.KoreanFont;
import io.doppel.api.report.print.PrintedPage;
import io.doppel.cli.option.Completion;
import io.doppel.cli.option.OutputPath;
import io.doppel.cli.terminal.Output;
import io.doppel.plagiarism.issue.IssuedReports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Whether a report of what was found is written, where, and how.
final class ReportOptions {

  @Option(
      names = "--report",
      paramLabel = "REPORT",
      completionCandidates = Completion.Files.class,
      description =
          "Also write a report to this file; its extension tells how: html, json, csv, or, without --all, pdf or xml"
              + " (PAN).")
  private OutputPath.@Nullable File file;

  @Option(
      names = "--report-language",
      paramLabel = "LANG",
      description = "The language of the report as HTML or PDF: en or ko. Default: en.")
  private String reportLanguage = ReportLanguage.ENGLISH.code();

  @Option(
      names = "--font",
      paramLabel = "FONT",
      completionCandidates = Completion.Files.class,
      description =
          "The TrueType font for Korean letters in a report as PDF. Default: one that the system has, such as Nanum"
              + " Gothic.")
  private @Nullable Path font;

  @Option(
      names = "--anonymous",
      description = "The report names neither the text nor its author.")
  private boolean anonymous;

  /// Where it is written; null for nowhere.
  OutputPath.@Nullable File file() {
    return file;
  }

  boolean anonymous() {
    return anonymous;
  }

  /// By the extension of the file.
  ReportFormat format(Output output) {
    if (file == null) {
      return ReportFormat.HTML;
    }
    return ReportFormat.ofName(file.path().toString())
        .orElseThrow(
            () ->
                output.wrongUsage("--report must end with .html, .pdf, .json, .xml or .csv, got " + file));
  }

  ReportLanguage language(Output output) {
    return ReportLanguage.of(reportLanguage)
        .orElseThrow(() -> output.wrongUsage("--report-language must be en or ko, got " + reportLanguage));
  }

  /// A report of what was found in a text.
  ///
  /// @param register where one of a collection is remembered; null for none
  byte[] content(PlagiarismReport named, ReportFormat format, @Nullable IssuedReports register, Output output)
      throws IOException {
    PlagiarismReport told = anonymous ? named.anonymous() : named;
    Optional<KoreanFont> korean = font == null ? KoreanFont.installed() : Optional.of(PrintedPage.font(font));
    ReportLanguage language = language(output);
    return register == null
        ? told.in(format, language, korean)
        : Issuing.issued(
            told, format, language, korean, register, anonymous ? "" : System.getProperty("user.name", ""));
  }
}
