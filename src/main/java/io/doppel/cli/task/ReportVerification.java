package io.doppel.cli.task;

import io.doppel.api.IssuedReportJson;
import io.doppel.api.Json;
import io.doppel.cli.terminal.Output;
import io.doppel.encoder.model.Sha256;
import io.doppel.plagiarism.issue.IssuedReport;
import io.doppel.plagiarism.issue.IssuedReports;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether a report is one that was written, for the command `plagiarism --verify`.
record ReportVerification(IssuedReports register, Output output) {

  private static final int REFUSED = 3;

  private static final Pattern SEAL = Pattern.compile("\\bseal\"?\\s*[:=]\\s*\"([0-9a-f]{64})\"");

  /// @param given the seal of a report, or its file
  int verify(String given) throws IOException {
    if (IssuedReports.isHash(given)) {
      return told(given, given, "no report with that seal was written here, or it is forgotten by now");
    }
    if (Files.isDirectory(Path.of(given))) {
      throw new IOException("--verify must be a seal or the file of a report, got \"%s\"".formatted(given));
    }
    Matcher seal = SEAL.matcher(new String(Files.readAllBytes(Path.of(given)), StandardCharsets.UTF_8));
    boolean isAltered = seal.find() && register.find(seal.group(1)).isPresent();
    return told(
        given,
        Sha256.of(List.of(Path.of(given))),
        isAltered
            ? "a report with its seal was written here, but the file is not as it was: it was altered, or saved anew"
            : "it was not written here, or altered, or is forgotten by now");
  }

  private int told(String given, String hash, String otherwise) throws IOException {
    Optional<IssuedReport> found = register.find(hash);
    if (found.isEmpty()) {
      output.err().println("doppel: %s: %s".formatted(given, otherwise));
      return REFUSED;
    }
    IssuedReport report = found.get();
    if (output.json()) {
      output.out().println(Json.line(IssuedReportJson.of(report, hash)));
    } else {
      output
          .out()
          .printf(
              "%s: written on %s%s about \"%s\"%s, checked on %s; %.0f %% of it was found elsewhere.%n",
              given,
              report.issuedAt(),
              report.by().isEmpty() ? "" : " for " + report.by(),
              report.name(),
              report.author().isEmpty() ? "" : " by " + report.author(),
              report.checkedAt(),
              100 * report.coverage());
    }
    return 0;
  }
}
