package io.doppel.duplicates;

import io.doppel.duplicates.mining.Decided;
import io.doppel.text.Bounds;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/// What people decided about pairs of documents, so that nobody is asked twice. Kept in a file of JSON lines with a
/// checksum each, of which the last one about a pair counts; a line that cannot be read is passed over, and said.
/// Thread-safe; one process at a time.
public final class Decisions {

  private static final Logger LOG = Logger.getLogger(Decisions.class.getName());

  /// The most pairs to be decided in a collection.
  public static final int MAX = 1_000_000;

  private final Path file;
  private final List<Integer> unreadable = new ArrayList<>();
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

  /// Reads the decisions in `file`, which may be missing. Lines that cannot be read are logged, and told by
  /// [#unreadable()].
  public static Decisions open(Path file) throws IOException {
    Decisions decisions = new Decisions(file);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      decisions.read(in);
    } catch (NoSuchFileException e) {
      // Nothing was decided yet.
    }
    decisions.warning().ifPresent(warning -> LOG.warning(() -> file + ": " + warning));
    return decisions;
  }

  /// Bytes and not text: one that is wrong must cost its line and no more.
  private void read(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int number = 1;
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        read(line.toByteArray(), number++);
        line.reset();
      } else {
        line.write(next);
      }
    }
    read(line.toByteArray(), number);
  }

  private void read(byte[] line, int number) {
    if (line.length > 0) {
      DecisionLine.read(line).ifPresentOrElse(this::note, () -> unreadable.add(number));
    }
  }

  /// The numbers of the lines that could not be read when the file was opened, from 1: what was decided there does not
  /// count.
  public List<Integer> unreadable() {
    return List.copyOf(unreadable);
  }

  /// Which lines do not count, if there are such.
  public Optional<String> warning() {
    return unreadable.isEmpty()
        ? Optional.empty()
        : Optional.of(
            ("what was decided in %s %s cannot be read, and does not count; a crash leaves the last line "
                + "unfinished, any other is damaged")
                .formatted(
                    unreadable.size() == 1 ? "line" : "lines",
                    unreadable.stream().map(String::valueOf).collect(Collectors.joining(", "))));
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
      throw new Bounds.Violation("decision", String.format(Locale.ROOT, "at most %,d pairs can be decided", MAX));
    }
    append(DecisionLine.of(decision));
    note(decision);
  }

  /// Leaves the file as it was where the line cannot be written to its end.
  private void append(String line) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      long end = channel.size();
      boolean written = false;
      try {
        // A line break first: the line before it may have been cut off.
        ByteBuffer bytes = StandardCharsets.UTF_8.encode((end == 0 ? "" : "\n") + line + "\n");
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
        written = true;
      } finally {
        if (!written) {
          channel.truncate(end);
        }
      }
    }
  }

  /// What speaks for or against clusters.
  public synchronized Decided decided() {
    return new Decided(pairs(Kind.MERGE), pairs(Kind.APART));
  }

  private List<Decided.Pair> pairs(Kind kind) {
    return decisions.values().stream()
        .filter(decision -> decision.decision() == kind)
        .map(decision -> new Decided.Pair(decision.id1(), decision.id2()))
        .toList();
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
