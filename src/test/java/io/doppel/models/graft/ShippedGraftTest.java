package io.doppel.models.graft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.graft.Graft;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.OnnxEncoder;
import io.doppel.models.ModelName;
import io.doppel.models.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The grafted model that comes with the program.
class ShippedGraftTest {

  private static final Models MODELS = new Models(Path.of("models"));
  private static final ModelName BASE = new ModelName("all-MiniLM-L6-v2");
  private static final ModelName NAME = new ModelName("all-MiniLM-L6-v2-ko");
  private static final Path DATA = Path.of("../shared/data");

  @Test
  void its_files_have_the_hashes_they_must_have() throws IOException {
    assumeTrue(Files.exists(MODELS.folder(BASE).resolve("model.onnx")), "skipped: no model in models");
    assertThat(MODELS.problems(NAME)).isEmpty();
    assertThat(MODELS.problems(BASE)).isEmpty();
  }

  @Test
  void a_text_without_korean_gets_the_embedding_of_the_base_bit_for_bit_and_a_korean_one_that_of_its_translation()
      throws IOException {
    assumeTrue(Files.exists(MODELS.folder(BASE).resolve("model.onnx")), "skipped: no model in models");
    List<String> texts =
        List.of(
            "How long does it take to boil an egg?",
            "Naïve façades — 12 % of 3,400 € in Zürich",
            "日本語の文章",
            "Ελληνικά και русский",
            "🙂 http://example.org/a?b=c",
            "word ".repeat(400),
            "");
    try (OnnxEncoder base = OnnxEncoder.load(MODELS.folder(BASE), EncoderSettings.standard());
        OnnxEncoder grafted = OnnxEncoder.load(MODELS.folder(NAME), EncoderSettings.standard())) {
      assertThat(grafted.encode(texts, Prompt.NONE)).isEqualTo(base.encode(texts, Prompt.NONE));
      for (String text : texts) {
        assertThat(grafted.fingerprintOf(text, Prompt.NONE)).as(text).isEqualTo(base.fingerprint());
      }
      Embedding korean = grafted.encode("달걀을 삶는 데 얼마나 걸리나요?", Prompt.NONE);
      List<Embedding> all = grafted.encode(texts, Prompt.NONE);
      assertThat(all).extracting(korean::cosine).allMatch(cosine -> cosine <= korean.cosine(all.getFirst()));
      assertThat(korean.cosine(all.getFirst())).isGreaterThan(0.3f);
      String words = "우리는 내일 학교에서 친구를 만난다";
      assertThat(grafted.count(words)).isLessThan(base.count(words) / 2);
    }
  }

  @Test
  void the_command_on_its_page_makes_it_again_byte_for_byte(@TempDir Path folder) throws IOException {
    assumeTrue(Boolean.getBoolean("doppel.slow"), "skipped: takes minutes");
    assumeTrue(Files.isDirectory(DATA.resolve("parallel-ko")), "skipped: no sentences in " + DATA);
    Iterator<String> words = command().iterator();
    List<Path> files = new ArrayList<>();
    List<Path> apart = new ArrayList<>();
    List<Path> scored = new ArrayList<>();
    int pieces = 0;
    int heldBack = 0;
    int trained = 0;
    float joined = 0;
    OptionalInt rank = OptionalInt.empty();
    OptionalDouble rate = OptionalDouble.empty();
    OptionalDouble rateOfRows = OptionalDouble.empty();
    Map<Path, Double> weights = new HashMap<>();
    long seed = 0;
    while (words.hasNext()) {
      String word = words.next();
      switch (word) {
        case "--apart" -> apart.add(DATA.resolve(words.next()));
        case "--scored" -> scored.add(DATA.resolve(words.next()));
        case "--pieces" -> pieces = Integer.parseInt(words.next());
        case "--held-back" -> heldBack = Integer.parseInt(words.next());
        case "--train" -> trained = Integer.parseInt(words.next());
        case "--weight" -> {
          String[] weight = words.next().split("=", 2);
          weights.put(DATA.resolve("parallel-ko").resolve(weight[0]), Double.valueOf(weight[1]));
        }
        case "--joined" -> joined = Float.parseFloat(words.next());
        case "--rank" -> rank = OptionalInt.of(Integer.parseInt(words.next()));
        case "--rate" -> rate = OptionalDouble.of(Double.parseDouble(words.next()));
        case "--rate-of-rows" -> rateOfRows = OptionalDouble.of(Double.parseDouble(words.next()));
        case "--seed" -> seed = Long.parseLong(words.next());
        default -> {
          if (word.endsWith(".tsv.gz")) {
            files.add(DATA.resolve("parallel-ko").resolve(word));
          }
        }
      }
    }
    BodySettings standard = BodySettings.standard(trained, joined);
    BodySettings body =
        new BodySettings(
            trained,
            joined,
            rank.orElse(standard.rank()),
            rate.orElse(standard.rate()),
            rateOfRows.orElse(standard.rateOfRows()));
    Files.createSymbolicLink(folder.resolve(BASE.value()), MODELS.folder(BASE).toAbsolutePath());
    new GraftLearner(new Models(folder), (_, _, _) -> {})
        .graft(
            BASE,
            new GraftSources(files, weights, apart, scored),
            new GraftSettings(pieces, heldBack, body, seed),
            NAME,
            List.of("ko"));
    assertThat(folder.resolve(NAME.value()).resolve(Graft.FILE))
        .hasSameBinaryContentAs(MODELS.folder(NAME).resolve(Graft.FILE));
  }

  private static List<String> command() throws IOException {
    return Files.readAllLines(MODELS.folder(NAME).resolve("README.md")).stream()
        .filter(line -> line.startsWith("doppel models graft "))
        .findFirst()
        .map(line -> Arrays.asList(line.split(" ")))
        .orElseThrow();
  }
}
