package io.doppel.plagiarism.alignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.OnnxEncoder;
import io.doppel.plagiarism.reading.Reading;
import io.doppel.text.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Finds the reuse in the sample essays with the real model.
class EssaysTest {

  private static final Path MODEL = Path.of("models/all-MiniLM-L6-v2");
  private static final Path SAMPLES = Path.of("src/main/resources/samples");
  private static final int FIRST_SUSPICIOUS = 13;

  private static final Map<String, Reading> ESSAYS = new LinkedHashMap<>();
  private static final Map<String, List<Case>> FOUND = new LinkedHashMap<>();

  private record Truth(String suspicious, String source, String kind, Span here, Span there) {}

  @BeforeAll
  static void align() throws IOException {
    assumeTrue(Files.exists(MODEL.resolve("model.onnx")), "skipped: no model at " + MODEL);
    try (OnnxEncoder encoder = OnnxEncoder.load(MODEL, EncoderSettings.standard())) {
      for (String line : Files.readAllLines(SAMPLES.resolve("essays.jsonl"))) {
        JsonNode essay = JsonMapper.shared().readTree(line);
        String id = essay.get("id").asString();
        ESSAYS.put(id, Reading.of(id, essay.get("text").asString(), encoder));
      }
    }
    TextAlignment alignment = new TextAlignment(AlignmentSettings.standard());
    for (Reading here : ESSAYS.values()) {
      if (number(here) >= FIRST_SUSPICIOUS) {
        List<Case> cases = new ArrayList<>();
        for (Reading there : ESSAYS.values()) {
          if (number(there) < FIRST_SUSPICIOUS) {
            cases.addAll(alignment.align(here, there).cases());
          }
        }
        FOUND.put(here.id(), cases);
      }
    }
  }

  @Test
  void verbatim_cases_are_cut_exactly_on_both_sides() throws IOException {
    List<Truth> truths = truths("verbatim");
    assertThat(truths).hasSize(3);
    for (Truth truth : truths) {
      assertThat(found(truth.suspicious()))
          .as(truth.toString())
          .anySatisfy(
              found -> {
                assertThat(found.source()).isEqualTo(truth.source());
                assertThat(found.kind()).isEqualTo(Kind.VERBATIM);
                assertThat(found.here()).isEqualTo(truth.here());
                assertThat(found.there()).isEqualTo(truth.there());
              });
    }
  }

  @Test
  void lightly_edited_cases_are_found() throws IOException {
    for (Truth truth : truths("light")) {
      assertThat(foundPart(truth)).as(truth.toString()).isGreaterThan(.8);
    }
  }

  @Test
  void nothing_is_reported_but_these_cases() {
    List<String> cases =
        FOUND.entrySet().stream()
            .flatMap(entry -> entry.getValue().stream().map(found -> entry.getKey() + " " + shown(found)))
            .toList();
    assertThat(String.join("\n", cases))
        .isEqualTo(
            """
            e13-harbour 365-785 from e01-tides 302-722 VERBATIM
            e14-breakfast 328-593 from e02-bread 874-1139 VERBATIM
            e14-breakfast 914-1240 from e07-coffee 976-1289 LIGHT
            e15-crossings 378-751 from e03-bridges 325-687 LIGHT
            e15-crossings 1180-1552 from e03-bridges 863-1212 LIGHT
            e16-charts 398-1155 from e08-maps 124-951 PARAPHRASE
            e21-letters 186-328 from e10-hangul 199-341 VERBATIM
            e22-gimjang 240-365 from e11-kimchi 188-316 LIGHT""");
  }

  private static String shown(Case found) {
    return "%d-%d from %s %d-%d %s"
        .formatted(
            found.here().start(),
            found.here().end(),
            found.source(),
            found.there().start(),
            found.there().end(),
            found.kind());
  }

  @Test
  void most_of_the_paraphrases_is_found() throws IOException {
    double sum = 0;
    List<Truth> truths = truths("paraphrase");
    for (Truth truth : truths) {
      sum += foundPart(truth);
    }
    assertThat(sum / truths.size()).isGreaterThan(.5);
  }

  @Test
  void what_is_reported_is_mostly_reuse() throws IOException {
    List<Truth> truths = truths("");
    long reported = 0;
    long reused = 0;
    for (Map.Entry<String, List<Case>> entry : FOUND.entrySet()) {
      for (Case found : entry.getValue()) {
        reported += found.here().length();
        for (Truth truth : truths) {
          if (truth.suspicious().equals(entry.getKey()) && truth.source().equals(found.source())) {
            reused += overlap(truth.here(), found.here());
          }
        }
      }
    }
    assertThat((double) reused / reported).isGreaterThan(.8);
  }

  @Test
  void essays_that_only_share_a_subject_are_clean() {
    assertThat(found("e19-rooftop")).isEmpty();
    assertThat(found("e20-letterpress")).isEmpty();
  }

  /// The smaller part, of both sides of a true case, that lies in found ones.
  private static double foundPart(Truth truth) {
    int here = 0;
    int there = 0;
    for (Case found : found(truth.suspicious())) {
      if (found.source().equals(truth.source())
          && overlap(truth.here(), found.here()) > 0
          && overlap(truth.there(), found.there()) > 0) {
        here += overlap(truth.here(), found.here());
        there += overlap(truth.there(), found.there());
      }
    }
    return Math.min((double) here / truth.here().length(), (double) there / truth.there().length());
  }

  private static int overlap(Span a, Span b) {
    return Math.max(0, Math.min(a.end(), b.end()) - Math.max(a.start(), b.start()));
  }

  private static List<Case> found(String suspicious) {
    return Objects.requireNonNull(FOUND.get(suspicious));
  }

  private static int number(Reading reading) {
    return Integer.parseInt(reading.id().substring(1, 3));
  }

  /// The true cases of a kind; of every kind, if it is empty. Their offsets are turned from code points into UTF-16
  /// units.
  private static List<Truth> truths(String kind) throws IOException {
    List<Truth> truths = new ArrayList<>();
    List<String> lines = Files.readAllLines(SAMPLES.resolve("essays.cases.tsv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split("\t", -1);
      if (kind.isEmpty() || cells[2].equals(kind)) {
        Span here = span(cells[0], Integer.parseInt(cells[3]), Integer.parseInt(cells[4]));
        Span there = span(cells[1], Integer.parseInt(cells[5]), Integer.parseInt(cells[6]));
        truths.add(new Truth(cells[0], cells[1], cells[2], here, there));
      }
    }
    return truths;
  }

  private static Span span(String essay, int offset, int length) {
    String text = Objects.requireNonNull(ESSAYS.get(essay)).text();
    int start = text.offsetByCodePoints(0, offset);
    return new Span(start, text.offsetByCodePoints(start, length));
  }
}
