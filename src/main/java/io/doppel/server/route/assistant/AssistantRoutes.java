package io.doppel.server.route.assistant;

import io.doppel.engine.Doppel;
import io.doppel.mcp.Assistants;
import io.doppel.server.access.Role;
import io.doppel.server.body.Bodies;
import io.doppel.server.compute.Addresses;
import io.doppel.server.compute.Computing;
import io.doppel.server.compute.Load;
import io.doppel.server.problem.RequestException;
import io.doppel.server.route.Routes;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The Model Context Protocol by its streamable HTTP, without sessions: a message is a POST, its answer JSON.
public final class AssistantRoutes implements Routes {

  private static final String VERSION = "MCP-Protocol-Version";

  private final Assistants assistants;
  private final Computing computing;

  public AssistantRoutes(Doppel doppel, Computing computing) {
    this.assistants = new Assistants(doppel);
    this.computing = computing;
  }

  @Override
  public void register(Addresses addresses) {
    // What a tool costs is known when the message has been read.
    addresses.post("/mcp", Role.SEARCH, Load.NONE, this::answer);
  }

  private void answer(Context ctx) throws IOException {
    Bodies.requireType(ctx, Bodies.JSON);
    String version = ctx.header(VERSION);
    if (version != null && !assistants.speaks(version)) {
      throw new RequestException(
          HttpStatus.BAD_REQUEST,
          "unsupported_protocol_version",
          "%s must be one of %s, got %s".formatted(VERSION, String.join(", ", assistants.versions()), version));
    }
    String message = new String(Bodies.bytes(ctx), StandardCharsets.UTF_8);
    Optional<String> answer;
    try {
      answer = assistants.answer(message, new KeyCaller(ctx, computing));
    } catch (IllegalArgumentException e) {
      throw new RequestException(HttpStatus.BAD_REQUEST, "malformed_json", String.valueOf(e.getMessage()), e);
    }
    answer.ifPresentOrElse(
        json -> ctx.contentType(Bodies.JSON).result(json), () -> ctx.status(HttpStatus.ACCEPTED));
  }
}
