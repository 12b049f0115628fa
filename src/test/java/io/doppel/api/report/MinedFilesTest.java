package io.doppel.api.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.duplicates.Decisions;
import io.doppel.duplicates.Decisions.Decision;
import io.doppel.duplicates.Decisions.Kind;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MinedFilesTest {

  @TempDir private Path folder;
  private TestIndex index;
  private Decisions decisions;

  @BeforeEach
  void open() throws IOException {
    EncoderFingerprint tiny = new EncoderFingerprint("tiny", "a".repeat(64), "b".repeat(64), "mean", "", 128, 2);
    index = LocalIndexes.open(folder.resolve("index"), Passport.of(tiny, "sentences"));
    decisions = Decisions.open(KeptFile.of(folder.resolve("decisions.jsonl")));
  }

  @AfterEach
  void close() throws IOException {
    index.close();
  }

  @Test
  void a_table_has_every_pair_however_few_or_many_they_are() throws IOException {
    put("a", "one", 0);
    put("b", "two", 1);
    assertThat(csv())
        .isEqualTo(
            "id1,id2,similarity,probability,text1,text2,decision,same_template\r\na,b,0.9998477,,one,two,,\r\n");
    for (int i = 0; i < 40; i++) {
      put("c" + i, "a text that is some words longer, so that all rows are more than a buffer holds, number " + i, 2);
    }
    assertThat(csv().lines()).hasSize(1 + 42 * 41 / 2);
  }

  @Test
  void cells_that_a_spreadsheet_would_run_get_a_quote_in_front() throws IOException {
    put("@a", "=HYPERLINK(1)", 0);
    put("b", "+1", 1);
    assertThat(csv()).endsWith("\r\n'@a,b,0.9998477,,'=HYPERLINK(1),'+1,,\r\n");
  }

  @Test
  void documents_that_were_decided_to_be_apart_are_both_kept() throws IOException {
    put("a", "one", 0);
    put("b", "two", 1);
    assertThat(deduplicated()).hasSize(1);

    decisions.decide(new Decision("b", "a", Kind.APART, "two", "one"));

    assertThat(deduplicated()).hasSize(2);
    assertThat(csv()).endsWith(",one,two,apart,\r\n");
  }

  private String csv() throws IOException {
    Path file = folder.resolve("pairs.csv");
    files().pairs(file);
    return Files.readString(file);
  }

  private List<String> deduplicated() throws IOException {
    Path file = folder.resolve("kept.jsonl");
    files().deduplicated(file);
    return Files.readAllLines(file);
  }

  private MinedFiles files() throws IOException {
    index.commit();
    Mined mined = new Miner(index, Optional.empty()).mine(.9f, _ -> {}, () -> false);
    return new MinedFiles(index, mined, decisions);
  }

  private void put(String id, String text, double degrees) throws IOException {
    double angle = Math.toRadians(degrees);
    Embedding embedding = Embedding.normalize(new float[] {(float) Math.cos(angle), (float) Math.sin(angle)});
    index.put(Document.of(id, text), List.of(new Passage(id, 0, text)), List.of(embedding));
  }
}
