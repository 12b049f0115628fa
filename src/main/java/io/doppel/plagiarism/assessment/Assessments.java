package io.doppel.plagiarism.assessment;

import io.doppel.file.KeptFile;
import io.doppel.text.Bounds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// What people said about cases of a collection, so that nobody is asked twice. Kept in a file of [AssessmentLine]s, of
/// which the last one of an id counts; a line that cannot be read is passed over, and said in the log. What another
/// process says is seen after [#refresh()]. Thread-safe.
public final class Assessments {

  /// The most cases to be assessed in a collection.
  public static final int MAX = 10_000;

  /// Characters of a passage that are kept to be read.
  private static final int BEGINNING = 300;

  private static final Logger LOG = Logger.getLogger(Assessments.class.getName());

  private final KeptFile file;

  /// The state of the file when it was read last; guarded by `this`.
  private @Nullable Object version;

  private volatile Register register = Register.EMPTY;

  private Assessments(KeptFile file) {
    this.file = file;
  }

  /// Reads what is in `file`, which may be missing.
  public static Assessments open(KeptFile file) throws IOException {
    Assessments assessments = new Assessments(file);
    assessments.refresh();
    return assessments;
  }

  /// Reads what others have said since.
  public synchronized void refresh() throws IOException {
    Object now = file.version();
    if (!now.equals(version)) {
      register = read(file.read());
      version = now;
    }
  }

  private Register read(Optional<byte[]> content) {
    Register read = Register.of(content);
    if (read.unreadable() > 0) {
      LOG.warning(() -> "%s: %d lines cannot be read, and do not count".formatted(file, read.unreadable()));
    }
    return read;
  }

  /// A case as it is assessed.
  ///
  /// @param text the whole suspicious text
  /// @param here its passage
  /// @param source id of the source
  /// @param there its passage
  public record Assessed(String text, String here, String source, String there) {

    /// @throws Bounds.Violation if a passage has no word to know it by
    public Assessed {
      if (Sketch.of(here).least().isEmpty() || Sketch.of(there).least().isEmpty()) {
        throw new Bounds.Violation("this_length", "both passages must have words, got \"%s\"".formatted(here));
      }
    }

    CaseContent content() {
      return new CaseContent(Sketch.of(text), Sketch.of(here), Sketch.of(there));
    }

    Assessment.Passages passages() {
      return new Assessment.Passages(source, beginning(here), beginning(there));
    }

    private static String beginning(String passage) {
      int letters = passage.codePointCount(0, passage.length());
      return letters <= BEGINNING ? passage : passage.substring(0, passage.offsetByCodePoints(0, BEGINNING)) + "…";
    }
  }

  /// What was said about the case last: of this text or a revision of it, else what holds for all texts.
  public Optional<Assessment> find(CaseContent content) {
    return register.find(content);
  }

  /// All that is said, the last first.
  public List<Assessment> all() {
    return register.all();
  }

  /// Says something about a case, in place of what was said. When this returns, it is on disk.
  ///
  /// @param expected the version of what [#find] says about it; 0 where it says nothing
  /// @throws AssessmentChangedException if that is another one by now
  /// @throws Bounds.Violation if there are more than [#MAX]
  public Assessment assess(Assessed one, Ruling ruling, String note, String by, Instant at, long expected)
      throws IOException {
    CaseContent content = one.content();
    AtomicReference<@Nullable Assessment> said = new AtomicReference<>();
    change(
        before -> {
          Optional<Assessment> known = before.find(content);
          if (known.map(Assessment::version).orElse(0L) != expected) {
            throw new AssessmentChangedException(expected, known);
          }
          // What was said about another text stays as it is.
          Optional<Assessment> replaced = known.filter(present -> present.content().hasTextOf(content));
          if (replaced.isEmpty() && before.all().size() >= MAX) {
            throw new Bounds.Violation(
                "ruling", String.format(Locale.ROOT, "at most %,d cases can be assessed; take some back", MAX));
          }
          long version = before.last() + 1;
          Assessment after =
              new Assessment(
                  replaced.map(Assessment::id).orElse(version),
                  version,
                  ruling,
                  note,
                  by,
                  at.truncatedTo(ChronoUnit.SECONDS),
                  one.passages(),
                  content);
          said.set(after);
          return Optional.of(AssessmentLine.of(after));
        });
    return Objects.requireNonNull(said.get(), "a change is made or throws");
  }

  /// Takes back what was said. When this returns, it is off the disk's last word.
  ///
  /// @param expected the version of it
  /// @return whether there was something to take back
  /// @throws AssessmentChangedException if it has another version by now
  public boolean retract(long id, long expected) throws IOException {
    AtomicReference<Boolean> was = new AtomicReference<>(false);
    change(
        before -> {
          Optional<Assessment> known = before.all().stream().filter(each -> each.id() == id).findFirst();
          if (known.isPresent() && known.get().version() != expected) {
            throw new AssessmentChangedException(expected, known);
          }
          was.set(known.isPresent());
          return known.map(_ -> new AssessmentLine(id, before.last() + 1, Optional.empty()));
        });
    return was.get();
  }

  /// What is added to a register, if anything.
  @FunctionalInterface
  private interface Change {
    Optional<AssessmentLine> of(Register before) throws AssessmentChangedException;
  }

  private void change(Change change) throws IOException {
    file.change(
        content -> {
          Register before = read(content);
          Optional<AssessmentLine> added = change.of(before);
          return added.isPresent() ? Optional.of(with(before, content, added.get())) : content;
        });
    refresh();
  }

  /// The content of the file with a line more; without what counts no more, once that is most of it.
  private static byte[] with(Register before, Optional<byte[]> content, AssessmentLine added) {
    ByteArrayOutputStream after = new ByteArrayOutputStream();
    if (before.lines() > 2 * MAX) {
      before.all().reversed().stream()
          .filter(one -> one.id() != added.id())
          .forEach(one -> write(AssessmentLine.of(one), after));
    } else {
      content.ifPresent(after::writeBytes);
      if (content.isPresent() && content.get().length > 0 && content.get()[content.get().length - 1] != '\n') {
        after.write('\n');
      }
    }
    write(added, after);
    return after.toByteArray();
  }

  private static void write(AssessmentLine line, ByteArrayOutputStream out) {
    out.writeBytes((line.written() + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
