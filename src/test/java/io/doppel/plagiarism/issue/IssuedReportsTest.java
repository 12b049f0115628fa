package io.doppel.plagiarism.issue;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.encoder.model.Sha256;
import io.doppel.file.CheckedLine;
import io.doppel.file.KeptFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class IssuedReportsTest {

  private static IssuedReport report(String by, int number) {
    String hash = Sha256.of(by + number);
    return new IssuedReport(
        hash, hash, "html", "paper " + number, "", .5, hash, "2026-01-31T12:00:00Z", "2026-01-31T12:00:00Z", by);
  }

  @Test
  void who_asks_for_many_reports_drives_out_none_of_others(@TempDir Path folder) throws IOException {
    KeptFile file = KeptFile.of(folder.resolve("reports.jsonl"));
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < IssuedReports.MAX; i++) {
      lines
          .append(CheckedLine.of(JsonMapper.shared().writeValueAsString(report(i < 3 ? "lee" : "kim", i))))
          .append('\n');
    }
    file.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    IssuedReports reports = new IssuedReports(file);
    IssuedReport last = report("kim", IssuedReports.MAX);
    reports.add(last);
    for (int i = 0; i < 3; i++) {
      assertThat(reports.find(report("lee", i).seal())).hasValue(report("lee", i));
    }
    assertThat(reports.find(last.seal())).hasValue(last);
    assertThat(reports.find(report("kim", 3).seal())).as("the oldest of kim").isEmpty();
    assertThat(reports.find(report("kim", IssuedReports.MAX - 1).seal())).isPresent();
  }
}
