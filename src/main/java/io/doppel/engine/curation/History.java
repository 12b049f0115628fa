package io.doppel.engine.curation;

import io.doppel.file.KeptFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The steps that people took, the last at the end: JSON lines in a file of the collection. When there are [#MAX] of
/// them, or [#MAX_BYTES], the older half is forgotten. Thread-safe.
public final class History {

  /// The most steps that are remembered.
  public static final int MAX = 10_000;

  private static final int MAX_BYTES = 16_000_000;

  private static final Logger LOG = Logger.getLogger(History.class.getName());
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES).build();

  private final KeptFile file;

  public History(KeptFile file) {
    this.file = file;
  }

  /// The steps that have to do with something of these letters, the last one first.
  ///
  /// @param letters empty for all
  public List<Step> steps(String letters) throws IOException {
    return lines(file.read()).reversed().stream()
        .flatMap(line -> parsed(line).stream())
        .filter(step -> letters.isEmpty() || step.mentions(letters))
        .toList();
  }

  /// The step of this id.
  public Optional<Step> step(String id) throws IOException {
    return steps("").stream().filter(step -> step.id().equals(id)).findFirst();
  }

  /// Remembers a step; when this returns, it is on disk.
  void add(Step step) throws IOException {
    String line = MAPPER.writeValueAsString(step);
    file.change(before -> shortened(before, line.length()));
    file.append(line);
  }

  private static Optional<byte[]> shortened(Optional<byte[]> before, int more) {
    if (before.isEmpty()) {
      return before;
    }
    List<String> lines = lines(before);
    return lines.size() < MAX && before.get().length + more <= MAX_BYTES
        ? before
        : Optional.of(
            (String.join("\n", lines.subList((lines.size() + 1) / 2, lines.size())) + "\n")
                .getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> lines(Optional<byte[]> content) {
    return content
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()).toList())
        .orElse(List.of());
  }

  private Optional<Step> parsed(String line) {
    try {
      return Optional.of(MAPPER.readValue(line, Step.class));
    } catch (JacksonException e) {
      // A crash leaves the last line unfinished: its step was not begun.
      LOG.warning(() -> file + ": a step cannot be read: " + e.getOriginalMessage());
      return Optional.empty();
    }
  }
}
