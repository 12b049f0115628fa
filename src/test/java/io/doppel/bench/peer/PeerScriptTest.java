package io.doppel.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.doppel.bench.Run;
import io.doppel.encoder.Embedding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The way to node and back, without any package of npm.
class PeerScriptTest {

  private static final Path SOURCES = Path.of("src/peers/npm");

  @TempDir Path folder;

  @Test
  void without_npm_a_sentence_says_so() {
    assertThatThrownBy(() -> NodePackages.install(SOURCES, folder, "no-such-npm"))
        .isInstanceOf(IOException.class)
        .hasMessage("there is no no-such-npm here, which comes with Node.js");
  }

  @Test
  void without_an_interpreter_a_sentence_says_so() {
    assertThatThrownBy(() -> PeerScript.start("no-such-python", Path.of("src/peers/python/index.py")))
        .isInstanceOf(IOException.class)
        .hasMessage("there is no no-such-python here to run index.py");
  }

  @Test
  void what_is_installed_is_not_installed_again() throws IOException {
    Files.copy(SOURCES.resolve("package-lock.json"), folder.resolve("installed.json"));
    assertThat(NodePackages.install(SOURCES, folder, "no-such-npm").folder()).isEqualTo(folder);
    assertThat(folder.resolve("index.mjs")).exists();
  }

  @Test
  void a_script_answers_line_by_line_and_its_mistakes_are_sentences() throws IOException {
    String functions = "echo: ({ text }) => ({ text }), fail() { throw new Error('no such peer'); }";
    try (PeerScript script = start(functions)) {
      assertThat(script.ask(Map.of("do", "echo", "text", "고양이\n\"1\"")).get("text").asString())
          .isEqualTo("고양이\n\"1\"");
      assertThatThrownBy(() -> script.ask(Map.of("do", "fail"))).hasMessage("script.mjs: no such peer");
      assertThat(script.ask(Map.of("do", "echo", "text", "again")).get("text").asString()).isEqualTo("again");
    }
  }

  @Test
  void a_script_that_ends_gives_no_answer() throws IOException {
    try (PeerScript script = start("end() { process.exit(0); }")) {
      assertThatThrownBy(() -> script.ask(Map.of("do", "end"))).hasMessage("script.mjs ended without an answer");
    }
  }

  @Test
  void work_is_measured_by_the_clock_and_by_the_processor() throws IOException {
    String busy =
        "busy: () => measured(() => { const end = performance.now() + 50; while (performance.now() < end); })";
    try (PeerScript script = start(busy)) {
      Run run = PeerScript.run(script.ask(Map.of("do", "busy")));
      assertThat(run.seconds()).isGreaterThan(.049);
      assertThat(run.processorSeconds()).isPositive();
    }
  }

  @Test
  void vectors_arrive_as_they_are() throws IOException {
    List<Embedding> vectors =
        List.of(Embedding.normalize(new float[] {3, 4}), Embedding.normalize(new float[] {-1, 1e-9f}));
    Path file = folder.resolve("vectors.bin");
    VectorFile.write(file, vectors);
    assertThat(VectorFile.read(file, 2)).isEqualTo(vectors);
    assertThatThrownBy(() -> VectorFile.read(file, 3)).hasMessageEndingWith("ends within a vector of 3 dimensions");
    try (PeerScript script = start("read: ({ file }) => ({ numbers: Array.from(readVectors(file)) })")) {
      JsonNode numbers = script.ask(Map.of("do", "read", "file", file.toString())).get("numbers");
      assertThat(numbers.size()).isEqualTo(4);
      assertThat(numbers.get(1).asDouble()).isEqualTo(.8, within(1e-6));
      assertThat(numbers.get(2).asDouble()).isEqualTo(-1, within(1e-6));
    }
  }

  private PeerScript start(String functions) throws IOException {
    Files.copy(SOURCES.resolve("work.mjs"), folder.resolve("work.mjs"));
    Files.writeString(
        folder.resolve("script.mjs"),
        "import { measured, readVectors, serve } from './work.mjs';\nawait serve({ %s });\n".formatted(functions));
    try {
      return PeerScript.start("node", folder.resolve("script.mjs"));
    } catch (IOException e) {
      assumeTrue(false, "skipped: " + e.getMessage());
      throw e;
    }
  }
}
