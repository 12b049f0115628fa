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
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Ten Korean passages, each revised in five ways, between the sentences of somebody else: other spaces, other
/// particles, other endings, Hanja and loan words, another word order. With the model that Korean texts are read with.
class KoreanRevisionsTest {

  private static final Path MODEL = Path.of("models/all-MiniLM-L6-v2-ko");
  private static final Path SET = Path.of("src/test/resources/plagiarism/korean-revisions.jsonl");

  private static final Map<Integer, String> SOURCES = new TreeMap<>();
  private static final Map<Integer, Reading> READ = new HashMap<>();
  private static final List<Revision> REVISIONS = new ArrayList<>();
  private static final List<String> OWN = new ArrayList<>();
  private static final Map<String, Measured> MEASURED = new TreeMap<>();

  private record Revision(int passage, String kind, String text) {}

  /// @param recall mean part of the revised passages that is found
  /// @param precision part of what is found that is in them
  /// @param elsewhere cases in the texts of other passages
  private record Measured(double recall, double precision, int elsewhere) {}

  @BeforeAll
  static void align() throws IOException {
    assumeTrue(Files.exists(MODEL.resolve("model.onnx")), "skipped: no model at " + MODEL);
    for (String line : Files.readAllLines(SET)) {
      JsonNode node = JsonMapper.shared().readTree(line);
      Revision revision =
          new Revision(node.get("passage").asInt(), node.get("kind").asString(), node.get("text").asString());
      switch (revision.kind()) {
        case "source" -> SOURCES.put(revision.passage(), revision.text());
        case "own" -> OWN.add(revision.text());
        default -> REVISIONS.add(revision);
      }
    }
    try (OnnxEncoder encoder = OnnxEncoder.load(MODEL, EncoderSettings.standard())) {
      SOURCES.forEach((passage, text) -> READ.put(passage, Reading.of("source", text, encoder)));
      for (String kind : REVISIONS.stream().map(Revision::kind).distinct().toList()) {
        MEASURED.put(kind, measured(REVISIONS.stream().filter(each -> each.kind().equals(kind)).toList(), encoder));
      }
    }
  }

  private static Measured measured(List<Revision> revisions, OnnxEncoder encoder) {
    TextAlignment alignment = new TextAlignment(AlignmentSettings.standard());
    double recall = 0;
    long inside = 0;
    long all = 0;
    int elsewhere = 0;
    for (Revision revision : revisions) {
      String before = OWN.getFirst() + "\n\n";
      Reading text = Reading.of("text", before + revision.text() + "\n\n" + OWN.getLast(), encoder);
      Span place = new Span(before.length(), before.length() + revision.text().length());
      for (Map.Entry<Integer, Reading> source : READ.entrySet()) {
        List<Case> cases = alignment.align(text, source.getValue()).cases();
        if (source.getKey() == revision.passage()) {
          BitSet covered = new BitSet();
          cases.forEach(found -> covered.set(found.here().start(), found.here().end()));
          int part = covered.get(place.start(), place.end()).cardinality();
          recall += (double) part / place.length();
          inside += part;
          all += covered.cardinality();
        } else {
          elsewhere += cases.size();
        }
      }
    }
    return new Measured(recall / revisions.size(), all == 0 ? 1 : (double) inside / all, elsewhere);
  }

  @Test
  void the_set_has_ten_passages_in_five_revisions_each() {
    assertThat(SOURCES).hasSize(10);
    assertThat(REVISIONS).hasSize(50);
    assertThat(MEASURED).hasSize(5);
  }

  @Test
  void nothing_is_found_in_texts_about_something_else() {
    MEASURED.forEach((kind, measured) -> assertThat(measured.elsewhere()).as(kind).isZero());
    MEASURED.forEach((kind, measured) -> assertThat(measured.precision()).as(kind).isGreaterThan(.9));
  }

  @Test
  void revisions_of_every_kind_are_found() {
    Map<String, Double> least =
        Map.of("spacing", .95, "endings", .85, "particles", .85, "loan_words", .5, "word_order", .85);
    least.forEach(
        (kind, part) ->
            assertThat(Objects.requireNonNull(MEASURED.get(kind)).recall())
                .as(String.format(Locale.ROOT, "%s of %s", kind, MEASURED))
                .isGreaterThanOrEqualTo(part));
  }
}
