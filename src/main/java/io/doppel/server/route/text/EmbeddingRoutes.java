package io.doppel.server.route.text;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.server.body.Bodies;
import io.doppel.server.problem.RequestException;
import io.doppel.server.route.Routes;
import io.doppel.text.Bounds;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Embeddings in OpenAI's shape, so that its clients can be pointed here.
public final class EmbeddingRoutes implements Routes {

  private static final int MAX_INPUTS = 2048;
  private static final int MAX_TEXT = 200_000;

  private final Encoder encoder;

  public EmbeddingRoutes(Encoder encoder) {
    this.encoder = encoder;
  }

  /// `user` is accepted because clients send it, and not looked at.
  record EmbeddingsRequest(
      @Nullable JsonNode input,
      @Nullable String model,
      @Nullable String encodingFormat,
      @Nullable Integer dimensions,
      @Nullable String user) {}

  record EmbeddingsResponse(String object, List<Item> data, String model, Usage usage) {}

  record Item(String object, int index, Object embedding) {}

  record Usage(long promptTokens, long totalTokens) {}

  @Override
  public void register(RoutesConfig routes) {
    routes.post("/v1/embeddings", this::embed);
  }

  private void embed(Context ctx) throws IOException {
    EmbeddingsRequest request = Bodies.json(ctx, EmbeddingsRequest.class);
    String model = encoder.fingerprint().model();
    if (!Bodies.required("model", request.model()).equals(model)) {
      throw new RequestException(
          HttpStatus.NOT_FOUND,
          "model_not_found",
          "this server runs the model \"%s\", not \"%s\"".formatted(model, request.model()));
    }
    int dimensions = Bodies.or(request.dimensions(), encoder.dimension());
    Bounds.check("dimensions", dimensions, 1, encoder.dimension());
    boolean base64 = isBase64(Bodies.or(request.encodingFormat(), "float"));
    List<String> texts = texts(Bodies.required("input", request.input()));
    List<Embedding> embeddings = encoder.shortenedTo(dimensions).encode(texts, Prompt.NONE);
    List<Item> items = new ArrayList<>();
    for (Embedding embedding : embeddings) {
      Object value = base64 ? base64(embedding) : embedding.toArray();
      items.add(new Item("embedding", items.size(), value));
    }
    long tokens = texts.stream().mapToLong(encoder::count).sum();
    ctx.json(new EmbeddingsResponse("list", items, model, new Usage(tokens, tokens)));
  }

  private static boolean isBase64(String format) {
    return switch (format) {
      case "float" -> false;
      case "base64" -> true;
      default ->
          throw new Bounds.Violation(
              "encoding_format", "encoding_format must be float or base64, got \"%s\"".formatted(format));
    };
  }

  private static List<String> texts(JsonNode input) {
    List<JsonNode> nodes = input.isArray() ? input.valueStream().toList() : List.of(input);
    Bounds.check("input", nodes.size(), 1, MAX_INPUTS);
    List<String> texts = new ArrayList<>();
    for (JsonNode node : nodes) {
      if (!node.isString()) {
        throw new Bounds.Violation("input", "input must be a string or an array of strings");
      }
      Bounds.check("input", node.asString(), MAX_TEXT);
      texts.add(node.asString());
    }
    return texts;
  }

  private static String base64(Embedding embedding) {
    ByteBuffer bytes = ByteBuffer.allocate(embedding.dimension() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(embedding.toArray());
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
