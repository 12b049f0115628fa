package io.doppel.mcp;

import io.doppel.classification.NoExamplesException;
import io.doppel.encoder.batch.EncoderBusyException;
import io.doppel.engine.Advice;
import io.doppel.engine.Doppel;
import io.doppel.engine.NoSuchCollectionException;
import io.doppel.index.PassportMismatchException;
import io.doppel.index.failure.DamagedIndexException;
import io.doppel.index.failure.IndexClosedException;
import io.doppel.index.failure.IndexUnavailableException;
import io.doppel.text.Bounds;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.jackson3.DefaultJsonSchemaValidator;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessServerFeatures;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Answers assistants that speak the Model Context Protocol, with the official SDK: by single messages, each of which a
/// caller sends and gets an answer to, or over a pair of streams. Thread-safe.
public final class Assistants {

  private static final Logger LOG = Logger.getLogger(Assistants.class.getName());

  private static final String NAME = "doppel";
  private static final String CALLER = "doppel.caller";
  private static final String INSTRUCTIONS =
      "Finds texts that mean the same in collections of documents, in English and Korean. Begin with list_collections; "
          + "similarity is a cosine from -1 to 1, offsets count code points. Long texts come cut; "
          + "read_document reads on.";

  private static final String NO_MESSAGE = "the body must be one message of JSON-RPC 2.0";

  private static final McpJsonMapper MAPPER = new JacksonMcpJsonMapper(JsonMapper.builder().build());

  private final List<Tool<?>> tools;
  private final MessageTransport messages = new MessageTransport();

  public Assistants(Doppel doppel) {
    this.tools = new Tools(doppel).all();
    var ignored =
        McpServer.sync(messages)
            .serverInfo(NAME, version())
            .instructions(INSTRUCTIONS)
            .capabilities(capabilities())
            .jsonMapper(MAPPER)
            .jsonSchemaValidator(new DefaultJsonSchemaValidator())
            .validateToolInputs(true)
            // On the thread of whoever asks.
            .immediateExecution(true)
            .tools(
                tools.stream()
                    .map(tool ->
                        new McpStatelessServerFeatures.SyncToolSpecification(
                            described(tool), (context, request) -> call(tool, request, caller(context))))
                    .toList())
            .build();
  }

  /// Answers one message.
  ///
  /// @param message JSON-RPC
  /// @return the answer in JSON; empty where the message wants none
  /// @throws IllegalArgumentException if it is no message of the protocol
  public Optional<String> answer(String message, Caller caller) throws IOException {
    McpTransportContext context = McpTransportContext.create(Map.of(CALLER, caller));
    return switch (read(message)) {
      case McpSchema.JSONRPCRequest request -> {
        var answer = messages.handler().handleRequest(context, request).block();
        yield Optional.of(MAPPER.writeValueAsString(Objects.requireNonNull(answer, "every request has an answer")));
      }
      case McpSchema.JSONRPCNotification notification -> {
        var ignored = messages.handler().handleNotification(context, notification).block();
        yield Optional.empty();
      }
      default -> throw new IllegalArgumentException("the message must be a request or a notification");
    };
  }

  /// Whether a revision of the protocol can be spoken, such as `2025-06-18`.
  public boolean speaks(String version) {
    return messages.protocolVersions().contains(version);
  }

  /// The revisions of the protocol, in order.
  public List<String> versions() {
    return messages.protocolVersions();
  }

  private static McpSchema.JSONRPCMessage read(String message) throws IOException {
    try {
      if (JsonMapper.shared().readTree(message).isObject()) {
        return McpSchema.deserializeJsonRpcMessage(MAPPER, message);
      }
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      throw new IllegalArgumentException(NO_MESSAGE, e);
    }
    throw new IllegalArgumentException(NO_MESSAGE);
  }

  /// Speaks over a pair of streams until the first ends, for whoever started the program: one message a line, each
  /// answered before the next is read.
  public void speak(InputStream in, OutputStream out) throws IOException {
    MessageStream stream = new MessageStream(in);
    for (Optional<String> message = stream.next(); message.isPresent(); message = stream.next()) {
      Optional<String> answer = reply(message.get());
      if (answer.isPresent()) {
        out.write((answer.get() + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    }
  }

  private Optional<String> reply(String message) throws IOException {
    try {
      return answer(message, Caller.LOCAL);
    } catch (IllegalArgumentException e) {
      LOG.warning(() -> "a line was passed over: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static ServerCapabilities capabilities() {
    return ServerCapabilities.builder().tools(false).build();
  }

  private static String version() {
    return Optional.ofNullable(Assistants.class.getPackage().getImplementationVersion()).orElse("dev");
  }

  private static McpSchema.Tool described(Tool<?> tool) {
    return McpSchema.Tool.builder(tool.about().name(), tool.about().input())
        .title(tool.about().title())
        .description(tool.about().description())
        .outputSchema(tool.about().output())
        .annotations(
            ToolAnnotations.builder()
                .readOnlyHint(true)
                .destructiveHint(false)
                .idempotentHint(true)
                .openWorldHint(false)
                .build())
        .build();
  }

  private static Caller caller(McpTransportContext context) {
    return (Caller) Objects.requireNonNull(context.get(CALLER), "a message without a caller");
  }

  private static CallToolResult call(Tool<?> tool, CallToolRequest request, Caller caller) {
    try {
      JsonNode answer = tool.answer(Objects.requireNonNullElse(request.arguments(), Map.of()), caller);
      return CallToolResult.builder()
          .structuredContent(MAPPER, answer.toString())
          .addTextContent(answer.toString())
          .build();
    } catch (Exception e) {
      // Whatever it is, the assistant is to hear of it, and the next call is to be answered.
      return CallToolResult.builder().addTextContent(sentence(tool, e)).isError(true).build();
    }
  }

  private static String sentence(Tool<?> tool, Exception failure) {
    return switch (failure) {
      case ToolException _,
          Bounds.Violation _,
          NoSuchCollectionException _,
          NoExamplesException _,
          PassportMismatchException _,
          IndexClosedException _,
          EncoderBusyException _,
          IndexUnavailableException _,
          DamagedIndexException _ ->
          Advice.sentence(failure);
      default -> {
        LOG.log(Level.SEVERE, failure, () -> "the tool %s failed".formatted(tool.about().name()));
        yield "something went wrong here; the log says what";
      }
    };
  }
}
