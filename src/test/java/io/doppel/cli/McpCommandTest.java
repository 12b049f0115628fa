package io.doppel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.engine.Doppel;
import io.doppel.engine.TinyDoppel;
import io.doppel.text.Document;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An assistant that starts the program, as a process of its own.
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class McpCommandTest {

  @TempDir private Path folder;

  @BeforeEach
  void index() throws Exception {
    try (Doppel doppel = TinyDoppel.open(folder)) {
      TinyDoppel.add(doppel, "things", Document.of("ship", "The ship is on the sea."));
    }
  }

  @Test
  void the_official_client_starts_the_program_and_is_answered() {
    List<String> command = program().command();
    StdioClientTransport transport =
        new StdioClientTransport(
            ServerParameters.builder(command.getFirst()).args(command.subList(1, command.size())).build(),
            new JacksonMcpJsonMapper(JsonMapper.builder().build()));
    try (McpSyncClient client = McpClient.sync(transport).requestTimeout(Duration.ofSeconds(60)).build()) {
      client.initialize();
      Object found =
          client
              .callTool(
                  CallToolRequest.builder("search")
                      .arguments(Map.of("collection", "things", "query", "a ship"))
                      .build())
              .structuredContent();
      assertThat(JsonMapper.shared().valueToTree(found).at("/hits/0/id").asString()).isEqualTo("ship");
    }
  }

  @Test
  void nothing_but_messages_is_on_standard_output_and_the_end_of_the_input_ends_the_program() throws Exception {
    Process process = program().start();
    process.onExit().orTimeout(60, TimeUnit.SECONDS).exceptionally(late -> process.destroyForcibly());
    String messages =
        """
        {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},\
        "clientInfo":{"name":"test","version":"1"}}}
        {"jsonrpc":"2.0","method":"notifications/initialized"}
        this is no message
        {"jsonrpc":"2.0","id":"x","method":"no/such/method"}
        {"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"read_document",\
        "arguments":{"collection":"things","id":"ship"}}}
        """;
    process.getOutputStream().write(messages.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
    try (var out = process.inputReader(StandardCharsets.UTF_8)) {
      JsonNode first = JsonMapper.shared().readTree(out.readLine());
      assertThat(first.at("/result/protocolVersion").asString()).isEqualTo("2025-06-18");
      JsonNode second = JsonMapper.shared().readTree(out.readLine());
      while (!second.has("result")) {
        assertThat(second.at("/jsonrpc").asString()).isEqualTo("2.0");
        second = JsonMapper.shared().readTree(out.readLine());
      }
      assertThat(second.at("/result/structuredContent/text").asString()).isEqualTo("The ship is on the sea.");
      process.getOutputStream().close();
      assertThat(out.readLine()).isNull();
    }
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("err.txt"))).isZero();
  }

  private ProcessBuilder program() {
    return ProgramProcess.of(folder, folder.resolve("models"), "tiny", "mcp");
  }
}
