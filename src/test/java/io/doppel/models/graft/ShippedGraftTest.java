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
  void the_commands_on_its_page_make_it_again_byte_for_byte(@TempDir Path folder) throws IOException {
    assumeTrue(Boolean.getBoolean("doppel.slow"), "skipped: takes an hour and a half");
    assumeTrue(Files.isDirectory(DATA.resolve("parallel-ko")), "skipped: no sentences in " + DATA);
    Files.createSymbolicLink(folder.resolve(BASE.value()), MODELS.folder(BASE).toAbsolutePath());
    GraftLearner learner = new GraftLearner(new Models(folder), (_, _, _) -> {});
    for (String command : commands()) {
      Command read = new Command(command);
      learner.graft(BASE, read.sources(), read.settings(), new ModelName(read.one("--name")), List.of("ko"));
    }
    assertThat(folder.resolve(NAME.value()).resolve(Graft.FILE))
        .hasSameBinaryContentAs(MODELS.folder(NAME).resolve(Graft.FILE));
  }

  private static List<String> commands() throws IOException {
    return Files.readAllLines(MODELS.folder(NAME).resolve("README.md")).stream()
        .filter(line -> line.startsWith("doppel models graft "))
        .toList();
  }

  /// A line of the page.
  private static final class Command {

    private final Map<String, List<String>> options = new HashMap<>();
    private final List<Path> files = new ArrayList<>();

    Command(String line) {
      Iterator<String> words = Arrays.asList(line.split(" ")).iterator();
      while (words.hasNext()) {
        String word = words.next();
        if (word.startsWith("--")) {
          options.computeIfAbsent(word, _ -> new ArrayList<>()).add(words.next());
        } else if (word.endsWith(".tsv.gz")) {
          files.add(parallel(word));
        }
      }
    }

    GraftSources sources() {
      Map<Path, Double> weights = new HashMap<>();
      for (String weight : all("--weight")) {
        String[] parts = weight.split("=", 2);
        weights.put(parallel(parts[0]), Double.valueOf(parts[1]));
      }
      return new GraftSources(files, weights, paths("--apart"), paths("--scored"));
    }

    GraftSettings settings() {
      BodySettings standard =
          BodySettings.standard(Integer.parseInt(one("--train")), Float.parseFloat(one("--joined")));
      BodySettings body =
          new BodySettings(
              standard.trained(),
              standard.joined(),
              standard.rank(),
              rate("--rate", standard.rate()),
              rate("--rate-of-rows", standard.rateOfRows()));
      return new GraftSettings(
          Integer.parseInt(one("--pieces")),
          Integer.parseInt(one("--held-back")),
          options.containsKey("--from") ? new ModelName(one("--from")) : null,
          body,
          Long.parseLong(one("--seed")));
    }

    private double rate(String option, double standard) {
      return options.containsKey(option) ? Double.parseDouble(one(option)) : standard;
    }

    String one(String option) {
      return all(option).getFirst();
    }

    private List<String> all(String option) {
      return options.getOrDefault(option, List.of());
    }

    private List<Path> paths(String option) {
      return all(option).stream().map(DATA::resolve).toList();
    }

    private static Path parallel(String file) {
      return DATA.resolve("parallel-ko").resolve(file);
    }
  }
}
