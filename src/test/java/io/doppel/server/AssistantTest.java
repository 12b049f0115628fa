package io.doppel.server;

import static io.doppel.server.TinyServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.server.access.AccessSettings;
import io.doppel.server.access.KeyFile;
import io.doppel.server.access.Role;
import io.doppel.server.limit.LimitSettings;
import io.doppel.server.limit.Rate;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An assistant over HTTP, by the official client.
class AssistantTest {

  @TempDir private Path folder;

  @Test
  void an_assistant_finds_checks_and_reads_by_tools_that_say_that_they_change_nothing() throws Exception {
    try (TinyServer server = TinyServer.withThings(folder);
        McpSyncClient client = client(server, null)) {
      assertThat(client.initialize().serverInfo().name()).isEqualTo("doppel");
      List<Tool> tools = client.listTools().tools();
      assertThat(tools)
          .extracting(Tool::name)
          .containsExactlyInAnyOrder(
              "list_collections", "search", "check_duplicates", "check_plagiarism", "read_document");
      assertThat(tools)
          .allMatch(tool -> tool.annotations().readOnlyHint() && !tool.annotations().openWorldHint())
          .allMatch(tool -> tool.outputSchema() != null && !tool.description().isBlank());

      assertThat(answer(client, "list_collections", Map.of()).at("/collections/0/name").asString()).isEqualTo("things");
      JsonNode found =
          answer(client, "search", Map.of("collection", "things", "query", "a ship on the sea", "limit", 2));
      assertThat(found.at("/hits")).hasSize(2);
      assertThat(found.at("/hits/0/id").asString()).isIn("ship", "boat");
      JsonNode filtered =
          answer(
              client,
              "search",
              Map.of("collection", "things", "query", "a ship", "filter", Map.of("field", "kind", "is", "animal")));
      assertThat(filtered.at("/hits")).hasSize(1);
      JsonNode same =
          answer(
              client,
              "check_duplicates",
              Map.of("collection", "things", "text", "The ship is on the sea.", "limit", 1));
      assertThat(same.at("/candidates/0/id").asString()).isEqualTo("ship");
      assertThat(same.at("/candidates/0/similarity").asDouble()).isGreaterThan(.99);
      JsonNode copied =
          answer(client, "check_plagiarism", Map.of("collection", "things", "text", "A ship is on the big sea."));
      assertThat(copied.at("/coverage").isNumber()).isTrue();
      JsonNode page =
          answer(client, "read_document", Map.of("collection", "things", "id", "서울", "offset", 6, "length", 4));
      assertThat(page.at("/text").asString()).isEqualTo("날씨 😀");
      assertThat(page.at("/next_offset").asInt()).isEqualTo(10);
    }
  }

  @Test
  void what_is_wrong_with_a_call_is_told_as_its_result_and_the_next_is_answered() throws Exception {
    try (TinyServer server = TinyServer.withThings(folder);
        McpSyncClient client = client(server, null)) {
      client.initialize();
      assertThat(refusal(client, "search", Map.of("collection", "things"))).contains("'query'");
      assertThat(refusal(client, "search", Map.of("collection", "things", "query", "a", "limit", 51))).contains("50");
      assertThat(refusal(client, "search", Map.of("collection", "things", "query", "a", "more", 1))).contains("more");
      assertThat(refusal(client, "search", Map.of("collection", "none", "query", "a")))
          .contains("there is no collection \"none\"");
      assertThat(refusal(client, "search", Map.of("collection", "../x", "query", "a"))).contains("../x");
      assertThat(refusal(client, "search", Map.of("collection", "things", "query", "\u00ad"))).contains("empty");
      assertThat(refusal(client, "search", Map.of("collection", "things", "query", "a", "filter", Map.of("no", 1))))
          .contains("a filter has a field");
      assertThat(refusal(client, "read_document", Map.of("collection", "things", "id", "none")))
          .contains("has no document \"none\"");
      assertThat(refusal(client, "read_document", Map.of("collection", "things", "id", "ship", "offset", 99)))
          .contains("offset must be 0 to 23, got 99");
      assertThat(answer(client, "list_collections", Map.of()).at("/collections")).hasSize(1);
    }
  }

  @Test
  void an_assistant_sees_what_its_key_sees_and_is_counted_as_others_are() throws Exception {
    KeyFile keys = new KeyFile(folder.resolve("index").resolve(KeyFile.NAME));
    String others = keys.create("others", Role.READ, List.of("others"), null, null, Instant.now()).text();
    String all = keys.create("all", Role.READ, List.of(), null, null, Instant.now()).text();
    String animals = "{\"field\":\"kind\",\"is\":\"animal\"}";
    String tenant = keys.create("tenant", Role.READ, List.of(), animals, null, Instant.now()).text();
    TinyServer.withThings(folder).close();
    AccessSettings access = new AccessSettings(keys.path(), null, List.of(), List.of(), false);
    LimitSettings limits = new LimitSettings(List.of(), List.of(), Rate.list("texts", "5/h"), 4, 0, 0, false);
    try (TinyServer server = TinyServer.start(folder, TinyServer.local().with(access).with(limits))) {
      assertThat(server.send("POST", "/mcp", "{}").statusCode()).isEqualTo(401);
      try (McpSyncClient client = client(server, others)) {
        client.initialize();
        assertThat(answer(client, "list_collections", Map.of()).at("/collections")).isEmpty();
        assertThat(refusal(client, "read_document", Map.of("collection", "things", "id", "ship")))
            .contains("there is no collection \"things\"");
      }
      try (McpSyncClient client = client(server, tenant)) {
        client.initialize();
        JsonNode found = answer(client, "search", Map.of("collection", "things", "query", "a ship"));
        assertThat(found.at("/hits")).hasSize(1);
        assertThat(found.at("/hits/0/id").asString()).isEqualTo("dog");
        assertThat(refusal(client, "read_document", Map.of("collection", "things", "id", "ship")))
            .contains("can only search");
        assertThat(refusal(client, "list_collections", Map.of())).contains("can only search");
      }
      try (McpSyncClient client = client(server, all)) {
        client.initialize();
        for (int i = 0; i < 5; i++) {
          answer(client, "search", Map.of("collection", "things", "query", "a ship"));
        }
        assertThat(refusal(client, "search", Map.of("collection", "things", "query", "a ship")))
            .contains("may ask for 5/h texts");
      }
    }
  }

  @Test
  void what_is_no_message_is_refused_as_any_other_request() throws Exception {
    try (TinyServer server = TinyServer.start(folder)) {
      for (String body : List.of("[]", "{}", "{", "null", "1", "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}")) {
        HttpResponse<String> refused = server.send("POST", "/mcp", body);
        assertThat(refused.statusCode()).as(body).isEqualTo(400);
        assertThat(json(refused).at("/code").asString()).isEqualTo("malformed_json");
      }
      assertThat(server.send("POST", "/mcp", "{}", "text/plain").statusCode()).isEqualTo(415);
      assertThat(server.send("GET", "/mcp").statusCode()).isEqualTo(405);
      HttpResponse<String> unknown =
          server.send("POST", "/mcp", "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"resources/list\"}");
      assertThat(json(unknown).at("/id").asInt()).isEqualTo(7);
      assertThat(json(unknown).at("/error/code").asInt()).isEqualTo(-32601);
      HttpResponse<String> old =
          server.sendBytes(
              "POST", "/mcp", new byte[] {'{', '}'}, "MCP-Protocol-Version", "1999-01-01", "Content-Type",
              "application/json");
      assertThat(json(old).at("/code").asString()).isEqualTo("unsupported_protocol_version");
      assertThat(
              server
                  .send("POST", "/mcp", "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")
                  .statusCode())
          .isEqualTo(202);
    }
  }

  private static McpSyncClient client(TinyServer server, @Nullable String key) {
    return McpClient.sync(
            HttpClientStreamableHttpTransport.builder("http://127.0.0.1:" + server.port())
                .endpoint("/mcp")
                .addHttpRequestCustomizer(
                    (request, method, uri, body, context) -> {
                      if (key != null) {
                        request.header("Authorization", "Bearer " + key);
                      }
                    })
                .build())
        .requestTimeout(Duration.ofSeconds(60))
        .build();
  }

  private static JsonNode answer(McpSyncClient client, String tool, Map<String, Object> arguments) {
    CallToolResult result = client.callTool(CallToolRequest.builder(tool).arguments(arguments).build());
    assertThat(result.isError()).as(result.toString()).isFalse();
    JsonNode structured = JsonMapper.shared().valueToTree(result.structuredContent());
    assertThat(JsonMapper.shared().readTree(text(result))).isEqualTo(structured);
    return structured;
  }

  private static String refusal(McpSyncClient client, String tool, Map<String, Object> arguments) {
    CallToolResult result = client.callTool(CallToolRequest.builder(tool).arguments(arguments).build());
    assertThat(result.isError()).isTrue();
    return text(result);
  }

  private static String text(CallToolResult result) {
    return ((TextContent) result.content().getFirst()).text();
  }
}
