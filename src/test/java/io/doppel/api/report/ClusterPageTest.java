package io.doppel.api.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.duplicates.Decisions;
import io.doppel.duplicates.calibration.Calibration;
import io.doppel.duplicates.calibration.CosineCalibration;
import io.doppel.duplicates.judgement.Judge;
import io.doppel.duplicates.mining.Mined;
import io.doppel.duplicates.mining.Miner;
import io.doppel.encoder.Embedding;
import io.doppel.encoder.EncoderFingerprint;
import io.doppel.file.KeptFile;
import io.doppel.index.LocalIndexes;
import io.doppel.index.TestIndex;
import io.doppel.index.Passport;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterPageTest {

  private static final Calibration CALIBRATION = CosineCalibration.of(.96, 100, .9);

  @TempDir private Path folder;

  @Test
  void possible_duplicates_stand_behind_the_clusters_and_texts_are_no_markup() throws IOException {
    Path file = folder.resolve("report.html");
    Path korean = folder.resolve("report.ko.html");
    try (TestIndex index = open()) {
      put(index, "a", "first <b>", 0);
      put(index, "b", "second", 5);
      put(index, "c", "third", 18);
      put(index, "d", "fourth", 90);
      index.commit();
      Mined mined = new Miner(index, Optional.of(Judge.of(CALIBRATION))).mine(.9f, _ -> {}, () -> false);
      MinedFiles files = new MinedFiles(index, mined, Decisions.open(KeptFile.of(folder.resolve("decisions.jsonl"))));
      files.report(file, "questions", ReportLanguage.ENGLISH);
      files.report(korean, "questions", ReportLanguage.KOREAN);
    }
    String page = Files.readString(file);
    assertThat(Files.readString(korean))
        .contains("<html lang=\"ko\">", "<h1>questions: 중복</h1>", "문서 4개, 3쌍(중복 1쌍, 중복일 수 있는 것 1쌍). 묶음 1개에 문서 2개")
        .doesNotContain("Possible");
    assertThat(page)
        .contains("4 documents, 3 pairs, 1 of them duplicates and 1 possible; 1 cluster with 2 documents")
        .contains("first &lt;b&gt;")
        .doesNotContain("fourth");
    assertThat(page.substring(page.indexOf("Possible duplicates")))
        .contains("<li><bdi>second</bdi> <span class=\"id\"><bdi>b</bdi></span></li>\n<li><bdi>third</bdi>")
        .doesNotContain("first");
  }

  private TestIndex open() throws IOException {
    EncoderFingerprint tiny = new EncoderFingerprint("tiny", "a".repeat(64), "b".repeat(64), "mean", "", 128, 2);
    return LocalIndexes.open(folder.resolve("index"), Passport.of(tiny, "sentences"));
  }

  private static void put(TestIndex index, String id, String text, double degrees) throws IOException {
    double angle = Math.toRadians(degrees);
    Embedding embedding = Embedding.normalize(new float[] {(float) Math.cos(angle), (float) Math.sin(angle)});
    index.put(Document.of(id, text), List.of(new Passage(id, 0, text)), List.of(embedding));
  }
}
