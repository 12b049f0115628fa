package io.doppel.bench.peer;

import io.doppel.bench.Run;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A script in a process of its own, which answers a line of JSON by a line of JSON. For one thread.
public final class PeerScript implements Closeable {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final long SECONDS = 10;

  private final String script;
  private final Process process;
  private final BufferedWriter requests;
  private final BufferedReader answers;

  private PeerScript(String script, Process process) {
    this.script = script;
    this.process = process;
    this.requests = process.outputWriter(StandardCharsets.UTF_8);
    this.answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /// @param interpreter e.g. `node`
  /// @throws IOException if it is not there
  public static PeerScript start(String interpreter, Path script) throws IOException {
    try {
      return new PeerScript(
          script.getFileName().toString(),
          new ProcessBuilder(interpreter, script.toAbsolutePath().toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    } catch (IOException e) {
      throw new IOException("there is no %s here to run %s".formatted(interpreter, script.getFileName()), e);
    }
  }

  /// @throws IOException if the answer has an `error`, or there is none
  public JsonNode ask(Map<String, ?> request) throws IOException {
    requests.write(JSON.writeValueAsString(request));
    requests.newLine();
    requests.flush();
    String line = answers.readLine();
    if (line == null) {
      throw new IOException(script + " ended without an answer");
    }
    JsonNode answer = JSON.readTree(line);
    if (answer.has("error")) {
      throw new IOException("%s: %s".formatted(script, answer.get("error").asString()));
    }
    return answer;
  }

  /// What work of the script took, by the fields `seconds` and `processorSeconds` of an answer.
  public static Run run(JsonNode answer) {
    return new Run(answer.get("seconds").asDouble(), answer.get("processorSeconds").asDouble() / Run.CORES);
  }

  /// Ends it, by force if it does not end by itself.
  @Override
  public void close() throws IOException {
    try {
      requests.close();
      process.waitFor(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }
}
