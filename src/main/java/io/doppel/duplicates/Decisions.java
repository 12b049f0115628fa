package io.doppel.duplicates;

import io.doppel.duplicates.mining.Decided;
import io.doppel.file.KeptFile;
import io.doppel.text.Bounds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What people decided about pairs of documents, so that nobody is asked twice. Kept in a file of JSON lines with a
/// checksum each, of which the last one about a pair counts; a line that cannot be read is passed over, and said.
/// What another process decides is seen after [#refresh()]. Thread-safe.
public final class Decisions {

  private static final Logger LOG = Logger.getLogger(Decisions.class.getName());

  /// The most pairs to be decided in a collection.
  public static final int MAX = 1_000_000;

  private final KeptFile file;

  /// The state of the file when it was read last, up to which byte and how many lines; guarded by `this`, as is all
  /// that was read.
  private @Nullable Object version;

  private long end;
  private int lines;
  private final NavigableSet<Integer> unreadable = new TreeSet<>();
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

  private Decisions(KeptFile file) {
    this.file = file;
  }

  /// Reads the decisions in `file`, which may be missing. Lines that cannot be read are logged, and told by
  /// [#unreadable()].
  public static Decisions open(KeptFile file) throws IOException {
    Decisions decisions = new Decisions(file);
    decisions.refresh();
    decisions.warning().ifPresent(warning -> LOG.warning(() -> file + ": " + warning));
    return decisions;
  }

  /// Reads what others have decided since.
  public synchronized void refresh() throws IOException {
    Object now = file.version();
    if (now.equals(version)) {
      return;
    }
    Optional<byte[]> more = file.read(end);
    if (more.isEmpty()) {
      // It is another file, or none.
      decisions.clear();
      unreadable.clear();
      end = 0;
      lines = 0;
      more = file.read();
    }
    more.ifPresent(this::read);
    version = now;
  }

  /// Bytes and not text: one that is wrong must cost its line and no more.
  private void read(byte[] bytes) {
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        read(Arrays.copyOfRange(bytes, start, i), ++lines);
        start = i + 1;
      }
    }
    end += start;
    // One that has no end yet is read again when it has.
    read(Arrays.copyOfRange(bytes, start, bytes.length), lines + 1);
  }

  private void read(byte[] line, int number) {
    if (line.length > 0) {
      // The end of the file may have been read while it was written.
      unreadable.remove(number);
      DecisionLine.read(line).ifPresentOrElse(this::note, () -> unreadable.add(number));
    }
  }

  /// The numbers of the lines that could not be read, from 1: what was decided there does not count.
  public synchronized List<Integer> unreadable() {
    return List.copyOf(unreadable);
  }

  /// Which lines do not count, if there are such.
  public synchronized Optional<String> warning() {
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
    return find(one, other).map(Decision::decision);
  }

  /// The decision about a pair, in any order of its ids, with the texts as they were then.
  public synchronized Optional<Decision> find(String one, String other) {
    return Optional.ofNullable(decisions.get(Key.of(one, other)));
  }

  /// Decides; what was decided about the pair before counts no more. When this returns, it is on disk.
  ///
  /// @throws Bounds.Violation if there are more than [#MAX]
  public synchronized void decide(Decision decision) throws IOException {
    if (decisions.size() >= MAX && !decisions.containsKey(Key.of(decision.id1(), decision.id2()))) {
      throw new Bounds.Violation("decision", String.format(Locale.ROOT, "at most %,d pairs can be decided", MAX));
    }
    file.append(DecisionLine.of(decision));
    note(decision);
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
