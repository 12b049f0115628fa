package io.doppel.server.route.text;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.server.access.Role;
import io.doppel.server.body.Bodies;
import io.doppel.server.compute.Addresses;
import io.doppel.server.compute.Load;
import io.doppel.server.limit.Allowance;
import io.doppel.server.route.Routes;
import io.doppel.text.Bounds;
import io.doppel.work.Timing;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
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

  /// `truncated` says that the model read the beginning of the text only; OpenAI's clients pass over it.
  record Item(String object, int index, Object embedding, boolean truncated) {}

  record Usage(long promptTokens, long totalTokens) {}

  @Override
  public void register(Addresses addresses) {
    addresses.post("/v1/embeddings", Role.READ, Load.ENCODING, this::embed);
  }

  private void embed(Context ctx) throws IOException {
    EmbeddingsRequest request = Bodies.json(ctx, EmbeddingsRequest.class);
    String model = encoder.fingerprint().model();
    if (!Bodies.required("model", request.model()).equals(model)) {
      throw ModelRoutes.notServed(model, Bodies.required("model", request.model()));
    }
    int dimensions = Bodies.or(request.dimensions(), encoder.dimension());
    Bounds.check("dimensions", dimensions, 1, encoder.dimension());
    boolean base64 = isBase64(Bodies.or(request.encodingFormat(), "float"));
    List<String> texts = texts(Bodies.required("input", request.input()));
    Allowance.of(ctx).texts(ctx, texts);
    List<Embedding> embeddings =
        Timing.part("encode", () -> encoder.shortenedTo(dimensions).encode(texts, Prompt.NONE));
    List<Item> items = new ArrayList<>();
    for (Embedding embedding : embeddings) {
      Object value = base64 ? base64(embedding) : embedding.toArray();
      int index = items.size();
      items.add(new Item("embedding", index, value, encoder.truncates(texts.get(index), Prompt.NONE)));
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

  private List<String> texts(JsonNode input) {
    if (!input.isArray() || input.path(0).isNumber()) {
      return List.of(text(input, "input"));
    }
    Bounds.check("input", input.size(), 1, MAX_INPUTS);
    List<String> texts = new ArrayList<>();
    for (JsonNode one : input) {
      texts.add(text(one, "input[%d]".formatted(texts.size())));
    }
    return texts;
  }

  /// One text. It may come as ids of tokens, which are taken if the model's own tokenizer gives them, as of any other
  /// one the same ids are other words: some clients count with the tokenizer of OpenAI's models, and send what they
  /// counted.
  ///
  /// @param where it stands in the body, as OpenAI writes it
  private String text(JsonNode node, String where) {
    if (node.isArray() && !node.isEmpty() && node.valueStream().allMatch(JsonNode::canConvertToLong)) {
      long[] tokens = node.valueStream().mapToLong(JsonNode::asLong).toArray();
      return encoder
          .textOf(tokens)
          .orElseThrow(() ->
              new Bounds.Violation(
                  where,
                  ("%s holds tokens that the tokenizer of %s, with its special tokens, gives for no text; "
                      + "send the text itself, in LangChain by check_embedding_ctx_length=False")
                      .formatted(where, encoder.fingerprint().model())));
    }
    if (!node.isString()) {
      throw new Bounds.Violation(
          where,
          "%s must be a string or an array of tokens, got %s"
              .formatted(
                  where,
                  node.isArray()
                      ? "another array"
                      : node.getNodeType().name().toLowerCase(Locale.ROOT)));
    }
    Bounds.check(where, node.asString(), MAX_TEXT);
    return node.asString();
  }

  private static String base64(Embedding embedding) {
    ByteBuffer bytes = ByteBuffer.allocate(embedding.dimension() * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(embedding.toArray());
    return Base64.getEncoder().encodeToString(bytes.array());
  }
}
