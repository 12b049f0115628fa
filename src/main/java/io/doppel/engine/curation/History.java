package io.doppel.engine.curation;

import io.doppel.file.KeptFile;
import io.doppel.text.Bounds;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The steps that people took, the last at the end: JSON lines in a file of the collection. When they are more
/// than [#MAX_BYTES], half is forgotten: the oldest without documents first, since only they are known elsewhere.
/// A document that is deleted stays in the steps that it was part of. Thread-safe.
public final class History {

  /// The most that is remembered.
  static final int MAX_BYTES = 16_000_000;

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
  /// @param most how many of them
  public List<Step> steps(String letters, int most) throws IOException {
    return last(step -> letters.isEmpty() || step.mentions(letters), most);
  }

  /// The step of this id.
  public Optional<Step> step(String id) throws IOException {
    return last(step -> step.id().equals(id), 1).stream().findFirst();
  }

  private List<Step> last(Predicate<Step> wanted, int most) throws IOException {
    List<Step> steps = new ArrayList<>();
    for (String line : lines(file.read()).reversed()) {
      if (steps.size() == most) {
        break;
      }
      Cancellation.check();
      parsed(line).filter(wanted).ifPresent(steps::add);
    }
    return steps;
  }

  /// Remembers a step; when this returns, it is on disk.
  ///
  /// @return the step as it is remembered
  /// @throws Bounds.Violation if it is too large for that, and then it must not be done
  Step add(Step step) throws IOException {
    Step shortened = step.shortened();
    String line = MAPPER.writeValueAsString(shortened);
    int bytes = line.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_BYTES / 2) {
      throw new Bounds.Violation(
          "documents",
          String.format(
              Locale.ROOT,
              "documents of one step must be at most %,d bytes in the history, got %,d; decide about fewer at once",
              MAX_BYTES / 2,
              bytes));
    }
    // Only a file that is full is read.
    if (file.read(MAX_BYTES - bytes).isPresent()) {
      file.change(before -> before.map(content -> room(content, bytes)));
    }
    file.append(line);
    return shortened;
  }

  private byte[] room(byte[] before, int more) {
    List<String> lines = lines(Optional.of(before));
    if (before.length + more < MAX_BYTES) {
      return before;
    }
    long bytes = before.length;
    boolean[] forgotten = new boolean[lines.size()];
    for (boolean documents : new boolean[] {false, true}) {
      for (int i = 0; i < lines.size() && bytes > MAX_BYTES / 2; i++) {
        if (!forgotten[i] && parsed(lines.get(i)).map(Step::hasDocuments).orElse(false) == documents) {
          forgotten[i] = true;
          bytes -= lines.get(i).getBytes(StandardCharsets.UTF_8).length + 1;
        }
      }
    }
    return content(IntStream.range(0, lines.size()).filter(i -> !forgotten[i]).mapToObj(lines::get));
  }

  /// Forgets a step that was not done.
  void withdraw(String id) throws IOException {
    file.change(
        before ->
            Optional.of(
                content(
                    lines(before).stream()
                        .filter(line -> parsed(line).map(step -> !step.id().equals(id)).orElse(true)))));
  }

  private static byte[] content(Stream<String> lines) {
    return lines.map(line -> line + "\n").collect(Collectors.joining()).getBytes(StandardCharsets.UTF_8);
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
