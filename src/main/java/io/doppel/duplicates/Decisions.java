package io.doppel.duplicates;

import io.doppel.text.Bounds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What people decided about pairs of documents, so that nobody is asked twice. Kept in a file of JSON lines, of which the
/// last one about a pair counts; a line that was not written to its end is passed over. Thread-safe; one process at a time.
public final class Decisions {

  /// The most pairs to be decided in a collection.
  public static final int MAX = 1_000_000;

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Path file;
  private final Map<Key, Decision> decisions = new LinkedHashMap<>();

  /// What to do with a pair.
  public enum Kind {
    /// Both ask the same.
    MERGE,
    /// They ask different things.
    APART,
    /// Neither: do not ask again, and learn nothing from it.
    IGNORE,
    /// Taken back.
    UNDECIDED
  }

  /// A pair and what was decided about it; with the texts as they were then, for learning.
  public record Decision(String id1, String id2, Kind decision, String text1, String text2) {}

  private record Key(String lesser, String greater) {

    static Key of(String one, String other) {
      return one.compareTo(other) < 0 ? new Key(one, other) : new Key(other, one);
    }
  }

  private Decisions(Path file) {
    this.file = file;
  }

  /// Reads the decisions in `file`, which may be missing.
  public static Decisions open(Path file) throws IOException {
    Decisions decisions = new Decisions(file);
    try {
      for (String line : Files.readAllLines(file)) {
        decisions.read(line);
      }
    } catch (NoSuchFileException e) {
      // Nothing was decided yet.
    }
    return decisions;
  }

  private void read(String line) {
    try {
      note(MAPPER.readValue(line, Decision.class));
    } catch (JacksonException e) {
      // Cut off by a crash: whoever decided it got no answer.
    }
  }

  /// What was decided about a pair, in any order of its ids.
  public synchronized Optional<Kind> of(String one, String other) {
    return Optional.ofNullable(decisions.get(Key.of(one, other))).map(Decision::decision);
  }

  /// Decides; what was decided about the pair before counts no more. When this returns, it is on disk.
  ///
  /// @throws Bounds.Violation if there are more than [#MAX]
  public synchronized void decide(Decision decision) throws IOException {
    if (decisions.size() >= MAX && !decisions.containsKey(Key.of(decision.id1(), decision.id2()))) {
      throw new Bounds.Violation("decision", "at most %,d pairs can be decided".formatted(MAX));
    }
    // A line break first: the line before it may have been cut off.
    Files.write(
        file,
        ("\n" + MAPPER.writeValueAsString(decision) + "\n").getBytes(StandardCharsets.UTF_8),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND,
        StandardOpenOption.SYNC);
    note(decision);
  }

  /// All that is decided, in the order in which it was.
  public synchronized List<Decision> all() {
    return new ArrayList<>(decisions.values());
  }

  private void note(Decision decision) {
    Key key = Key.of(decision.id1(), decision.id2());
    decisions.remove(key);
    if (decision.decision() != Kind.UNDECIDED) {
      decisions.put(key, decision);
    }
  }
}
