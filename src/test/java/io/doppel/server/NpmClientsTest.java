package io.doppel.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The API as the tools of others see it: linters of its description, a client that is generated from it, and OpenAI's and LangChain's own
/// clients. They come from npm, into `target/npm`; without them these tests are skipped and say so.
class NpmClientsTest {

  private static final Path SOURCES = Path.of("src/test/npm");
  private static final Path INSTALLED = Path.of("target/npm");
  private static final String DESCRIPTION = Path.of("docs/openapi.yaml").toAbsolutePath().toString();
  private static final long MINUTES = 3;

  @TempDir static Path folder;

  @BeforeAll
  static void prepare() throws IOException {
    assumeTrue(
        Files.isDirectory(INSTALLED.resolve("node_modules")),
        "skipped: npm's packages are not there; cp -r src/test/npm/. target/npm && npm ci --prefix target/npm");
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.toList()) {
        Files.copy(file, INSTALLED.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  @Test
  void redocly_finds_nothing_wrong_with_the_description() throws Exception {
    assertThat(run("redocly", "lint", DESCRIPTION)).contains("Your API description is valid").doesNotContain("warning");
  }

  @Test
  void spectral_finds_nothing_wrong_with_the_description() throws Exception {
    run("spectral", "lint", "--fail-severity=hint", "--ruleset=.spectral.yaml", DESCRIPTION);
  }

  @Test
  void a_generated_client_compiles_and_does_all_three_tasks_with_filters() throws Exception {
    run("openapi-typescript", DESCRIPTION, "--default-non-nullable=false", "-o", "api.d.ts");
    run("tsc", "-p", ".");
    try (TinyServer server = TinyServer.start(folder.resolve("generated"))) {
      run("node", "client.js", server.uri("").toString());
    }
  }

  @Test
  void the_clients_of_openai_and_langchain_work() throws Exception {
    try (TinyServer server = TinyServer.start(folder.resolve("openai"))) {
      run("node", "openai.mjs", server.uri("/v1").toString(), "tiny");
      run("node", "langchain.mjs", server.uri("/v1").toString(), "tiny");
    }
  }

  /// What a command printed, which must succeed.
  private static String run(String command, String... arguments) throws Exception {
    List<String> line = new ArrayList<>();
    line.add(command.equals("node") ? command : INSTALLED.resolve("node_modules/.bin").resolve(command).toAbsolutePath().toString());
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).directory(INSTALLED.toFile()).redirectErrorStream(true);
    builder.environment().put("REDOCLY_TELEMETRY", "off");
    builder.environment().put("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    Path printed = Files.createTempFile(folder, command, ".txt");
    Process process = builder.redirectOutput(printed.toFile()).start();
    try {
      assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as("%s ends", line).isTrue();
    } finally {
      process.destroyForcibly();
    }
    String output = Files.readString(printed);
    assertThat(process.exitValue()).as("%s: %s", line, output).isZero();
    return output;
  }
}
