package io.doppel.duplicates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.doppel.duplicates.calibration.CalibrationFile;
import io.doppel.duplicates.calibration.Verdict;
import io.doppel.duplicates.judgement.Judge;
import io.doppel.encoder.Embedding;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.OnnxEncoder;
import io.doppel.index.Passport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Judges every pair of the sample questions with the real model and the calibration that comes with the program.
class SampleQuestionsTest {

  private static final Path MODEL = Path.of("models/all-MiniLM-L6-v2");
  private static final Path SAMPLES = Path.of("src/main/resources/samples");

  private static final Set<String> CALLED = new TreeSet<>();

  @BeforeAll
  static void judge() throws IOException {
    assumeTrue(Files.exists(MODEL.resolve("model.onnx")), "skipped: no model at " + MODEL);
    List<String> ids = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (String line : Files.readAllLines(SAMPLES.resolve("questions.jsonl"))) {
      JsonNode question = JsonMapper.shared().readTree(line);
      ids.add(question.get("id").asString());
      texts.add(question.get("text").asString());
    }
    try (OnnxEncoder encoder = OnnxEncoder.load(MODEL, EncoderSettings.standard())) {
      Judge judge =
          Judge.of(CalibrationFile.standard(Passport.of(encoder.fingerprint(), "sentences")).orElseThrow());
      List<Embedding> embeddings = encoder.encode(texts, Prompt.DOCUMENT);
      for (int i = 0; i < ids.size(); i++) {
        for (int j = i + 1; j < ids.size(); j++) {
          float cosine = embeddings.get(i).cosine(embeddings.get(j));
          if (cosine >= PairQuery.STANDARD_THRESHOLD
              && judge.judge(texts.get(i), texts.get(j), cosine).verdict() == Verdict.DUPLICATE) {
            CALLED.add(ids.get(i) + "-" + ids.get(j));
          }
        }
      }
    }
  }

  @Test
  void every_pair_that_is_called_a_duplicate_is_labelled_one() throws IOException {
    List<String> duplicates =
        Files.readAllLines(SAMPLES.resolve("questions.pairs.tsv")).stream()
            .map(line -> line.split("\t", -1))
            .filter(pair -> pair[1].equals("1"))
            .map(pair -> pair[0])
            .toList();
    assertThat(CALLED).hasSizeGreaterThan(5);
    assertThat(duplicates).containsAll(CALLED);
  }
}
