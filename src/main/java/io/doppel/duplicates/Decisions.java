package io.doppel.duplicates;

import io.doppel.duplicates.mining.Decided;
import io.doppel.file.KeptFile;
import io.doppel.text.Bounds;
import io.doppel.text.CodePoints;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
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
/// checksum each, of which the last one about a pair counts; a line that cannot be read is passed over, and said. When
/// most of the file is lines that do not count any more, it is written anew without them.
/// What another process decides is seen after [#refresh()]. Thread-safe.
public final class Decisions {

  private static final Logger LOG = Logger.getLogger(Decisions.class.getName());

  /// The most pairs to be decided in a collection.
  public static final int MAX = 1_000_000;

  /// The most bytes that they may take.
  public static final long MAX_BYTES = 1L << 29;

  /// Of a text, so many letters are kept: more than a model reads of one, and than anybody reads on a page.
  public static final int MAX_TEXT = 4_000;

  /// A line of two such texts has no more, unless it was written by an older program.
  private static final int MAX_LINE = 1 << 16;

  /// As much may be superfluous in a file before it is written anew, however little counts in it.
  private static final long SUPERFLUOUS = 1L << 20;

  private final KeptFile file;

  /// The state of the file when it was read last, up to which byte and how many lines; guarded by `this`, as is all
  /// that was read.
  private @Nullable Object version;

  private long end;
  private int lines;

  /// The last line before that, by which one knows whether the file was written anew.
  private byte[] last = {};

  /// How many bytes those lines have that count.
  private long live;

  private final NavigableSet<Integer> unreadable = new TreeSet<>();
  private final Map<Key, Noted> decisions = new LinkedHashMap<>();

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

  /// A pair and what was decided about it; with the texts as they were then, for learning, or their first [#MAX_TEXT]
  /// letters.
  public record Decision(String id1, String id2, Kind decision, String text1, String text2) {

    public Decision {
      text1 = CodePoints.beginning(text1, MAX_TEXT);
      text2 = CodePoints.beginning(text2, MAX_TEXT);
    }
  }

  /// @param bytes of its line
  private record Noted(Decision decision, int bytes) {}

  private record Key(String lesser, String greater) {

    static Key of(String one, String other) {
      return one.compareTo(other) < 0 ? new Key(one, other) : new Key(other, one);
    }
  }

  /// How long the file was when it was written anew last: with lines that cannot be read it gets no shorter.
  private long leastAnew;

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
    Optional<byte[]> more = file.read(end - last.length).filter(this::goesOn);
    if (more.isPresent()) {
      read(more.get(), last.length);
    } else {
      // It is another file, or none.
      clear();
      file.read().ifPresent(all -> read(all, 0));
    }
    version = now;
  }

  private boolean goesOn(byte[] bytes) {
    return bytes.length >= last.length && Arrays.equals(bytes, 0, last.length, last, 0, last.length);
  }

  private void clear() {
    decisions.clear();
    unreadable.clear();
    end = 0;
    lines = 0;
    last = new byte[0];
    live = 0;
  }

  /// Bytes and not text: one that is wrong must cost its line and no more.
  ///
  /// @param from where what is new begins; before that is the line that was read last
  private void read(byte[] bytes, int from) {
    int start = from;
    int lastStart = 0;
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        readLine(Arrays.copyOfRange(bytes, start, i), ++lines);
        lastStart = i > start ? start : lastStart;
        start = i + 1;
      }
    }
    end += start - from;
    last = Arrays.copyOfRange(bytes, lastStart, start);
    // One that has no end yet is read again when it has.
    readLine(Arrays.copyOfRange(bytes, start, bytes.length), lines + 1);
  }

  private void readLine(byte[] line, int number) {
    if (line.length > 0) {
      // The end of the file may have been read while it was written.
      unreadable.remove(number);
      DecisionLine.read(line)
          .ifPresentOrElse(decision -> note(decision, line.length), () -> unreadable.add(number));
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
    return Optional.ofNullable(decisions.get(Key.of(one, other))).map(Noted::decision);
  }

  /// Decides; what was decided about the pair before counts no more. When this returns, it is on disk.
  ///
  /// @throws Bounds.Violation if there are more than [#MAX], or if they take more than [#MAX_BYTES]
  public synchronized void decide(Decision decision) throws IOException {
    if (decisions.size() >= MAX && !decisions.containsKey(Key.of(decision.id1(), decision.id2()))) {
      throw new Bounds.Violation("decision", String.format(Locale.ROOT, "at most %,d pairs can be decided", MAX));
    }
    String line = DecisionLine.of(decision);
    int bytes = line.getBytes(StandardCharsets.UTF_8).length;
    if (end > 2 * Math.max(live, leastAnew) + SUPERFLUOUS) {
      writeAnew();
    }
    // What is taken back needs no more room than it gives.
    if (decision.decision() != Kind.UNDECIDED && end + bytes > MAX_BYTES) {
      throw new Bounds.Violation(
          "decision",
          String.format(
              Locale.ROOT, "the decisions of a collection can take at most %,d bytes, and take as many", MAX_BYTES));
    }
    file.append(line);
    note(decision, bytes);
  }

  /// Without the lines that count no more; those that cannot be read stay, for whoever can.
  private void writeAnew() throws IOException {
    file.change(before -> before.map(Decisions::superseded));
    refresh();
    leastAnew = end;
  }

  private static byte[] superseded(byte[] before) {
    Map<Key, String> counting = new LinkedHashMap<>();
    ByteArrayOutputStream after = new ByteArrayOutputStream();
    int start = 0;
    for (int i = 0; i <= before.length; i++) {
      if (i == before.length || before[i] == '\n') {
        byte[] line = Arrays.copyOfRange(before, start, i);
        start = i + 1;
        Optional<Decision> read = line.length == 0 ? Optional.empty() : DecisionLine.read(line);
        if (read.isPresent()) {
          Key key = Key.of(read.get().id1(), read.get().id2());
          counting.remove(key);
          if (read.get().decision() != Kind.UNDECIDED) {
            counting.put(key, DecisionLine.of(read.get()));
          }
        } else if (line.length > 0) {
          after.writeBytes(line);
          after.write('\n');
        }
      }
    }
    for (String line : counting.values()) {
      after.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return after.toByteArray();
  }

  /// What speaks for or against clusters.
  public synchronized Decided decided() {
    return new Decided(pairs(Kind.MERGE), pairs(Kind.APART));
  }

  private List<Decided.Pair> pairs(Kind kind) {
    return decisions.values().stream()
        .map(Noted::decision)
        .filter(decision -> decision.decision() == kind)
        .map(decision -> new Decided.Pair(decision.id1(), decision.id2()))
        .toList();
  }

  /// What is decided, some at a time. Nobody who decides waits for it.
  public DecisionPage page(DecisionPage.Query query) {
    return DecisionPage.of(all(), query);
  }

  /// How many pairs were decided how.
  public synchronized Map<Kind, Integer> counts() {
    Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    decisions.values().forEach(noted -> counts.merge(noted.decision().decision(), 1, Integer::sum));
    return counts;
  }

  /// All that is decided, in the order in which it was.
  public synchronized List<Decision> all() {
    return decisions.values().stream().map(Noted::decision).toList();
  }

  private void note(Decision decision, int bytes) {
    Key key = Key.of(decision.id1(), decision.id2());
    Noted before = decisions.remove(key);
    live -= before == null ? 0 : before.bytes();
    if (decision.decision() != Kind.UNDECIDED) {
      Noted now = new Noted(decision, Math.min(bytes, MAX_LINE));
      decisions.put(key, now);
      live += now.bytes();
    }
  }
}
