package io.doppel.training;

import io.doppel.training.example.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/// What a trained model says of itself: a page as the Hugging Face hub has it, and the same for programs in
/// `training.json`.
///
/// @param base the model it was made from
/// @param data what it learned from, and `sha256` of the examples of it that were learned from: of each label as a
///     float64 and of each text behind its length in bytes, in their order
public record ModelCard(
    String base,
    String data,
    String sha256,
    TrainingOptions options,
    Split split,
    Outcome outcome) {

  public void writeTo(Path folder) throws IOException {
    Files.writeString(folder.resolve("README.md"), page());
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("base", base);
    values.put("data", data);
    values.put("sha256", sha256);
    values.put("method", options.method().label());
    values.put("settings", options.method().settings());
    values.put("rate", options.rate());
    values.put("anchor", options.anchor());
    values.put("queryOnly", options.queryOnly());
    values.put("loss", loss());
    values.put("epochs", options.epochs());
    values.put("seed", options.seed());
    values.put(
        "examples",
        Map.of(
            "train", split.train().size(), "dev", split.dev().size(), "test", split.test().size()));
    values.put("outcome", outcome);
    Files.writeString(
        folder.resolve("training.json"),
        JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(values) + "\n");
  }

  private String loss() {
    return Losses.name(split.train().kind(), options.loss());
  }

  private String page() {
    return String.format(
        Locale.ROOT,
        """
        ---
        library_name: sentence-transformers
        pipeline_tag: sentence-similarity
        base_model: %s
        ---
        Trained from %s with Doppel.

        | | |
        | --- | --- |
        | data | %s; the examples learned from have the SHA-256 %s |
        | examples | %d to learn from, %d to decide when to stop, %d held out; no text is in two of these |
        | method | %s (%s), rate %s, anchor %s%s |
        | loss | %s |
        | epochs, seed | %s, %d |
        | held out, before and after | %.4f, %.4f; 95 %% of the differences are from %+.4f to %+.4f |
        | general similarity, before and after | %.4f, %.4f |
        | share of what was learned | %s |
        | on the way | %s |
        """,
        base,
        base,
        data,
        sha256,
        split.train().size(),
        split.dev().size(),
        split.test().size(),
        options.method().label(),
        options.method().settings(),
        options.rate(),
        options.anchor(),
        options.queryOnly() ? "; of questions alone, see `query`" : "",
        loss(),
        options.epochs(),
        options.seed(),
        outcome.before(),
        outcome.after(),
        outcome.difference().low(),
        outcome.difference().high(),
        outcome.guardBefore(),
        outcome.guardAfter(),
        outcome.share(),
        outcome.curve().stream()
            .map(value -> String.format(Locale.ROOT, "%.4f", value))
            .collect(Collectors.joining(" ")));
  }
}
