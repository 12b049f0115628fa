package io.doppel.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.duplicates.Decisions.Decision;
import io.doppel.duplicates.Decisions.Kind;
import io.doppel.file.KeptFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionsTest {

  /// Held, so that its level stays: hundreds of lines are damaged here on purpose.
  private static final Logger QUIET = Logger.getLogger(Decisions.class.getName());

  @TempDir Path folder;

  private Path file;

  @BeforeEach
  void decide() throws IOException {
    QUIET.setLevel(Level.OFF);
    file = folder.resolve("decisions.jsonl");
    Decisions decisions = Decisions.open(KeptFile.of(file));
    decisions.decide(decision("a", "b", Kind.APART));
    decisions.decide(decision("c", "d", Kind.MERGE));
    decisions.decide(decision("e", "f", Kind.IGNORE));
  }

  @Test
  void what_was_decided_is_read_again() throws IOException {
    Decisions read = Decisions.open(KeptFile.of(file));
    assertThat(read.all())
        .containsExactly(
            decision("a", "b", Kind.APART),
            decision("c", "d", Kind.MERGE),
            decision("e", "f", Kind.IGNORE));
    assertThat(read.unreadable()).isEmpty();
    assertThat(read.of("d", "c")).contains(Kind.MERGE);
  }

  @Test
  void a_file_that_gets_no_shorter_is_written_anew_once() throws IOException {
    StringBuilder damaged = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      damaged.append("x".repeat(100_000)).append('\n');
    }
    Files.writeString(file, damaged, StandardOpenOption.APPEND);
    Decisions decisions = Decisions.open(KeptFile.of(file));
    decisions.decide(decision("g", "h", Kind.MERGE));
    Object written = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    decisions.decide(decision("i", "j", Kind.MERGE));
    assertThat(Files.readAttributes(file, BasicFileAttributes.class).fileKey()).isEqualTo(written);
    assertThat(Decisions.open(KeptFile.of(file)).all()).hasSize(5);
  }

  @Test
  void of_a_long_text_the_beginning_is_kept() throws IOException {
    Decisions decisions = Decisions.open(KeptFile.of(file));
    decisions.decide(new Decision("a", "b", Kind.MERGE, "x".repeat(1_000_000), "y"));
    assertThat(Files.size(file)).isLessThan(10_000);
    Decision read = Decisions.open(KeptFile.of(file)).find("a", "b").orElseThrow();
    assertThat(read.text1()).hasSize(Decisions.MAX_TEXT);
    assertThat(read.text2()).isEqualTo("y");
  }

  @Test
  void what_does_not_count_any_more_does_not_fill_the_disk_and_others_see_the_same() throws IOException {
    Decisions others = Decisions.open(KeptFile.of(file));
    append("damaged\n");
    Decisions decisions = Decisions.open(KeptFile.of(file));
    Decision again = new Decision("a", "b", Kind.MERGE, "x".repeat(4_000), "y".repeat(4_000));
    for (int i = 0; i < 300; i++) {
      decisions.refresh();
      decisions.decide(again);
    }
    assertThat(Files.size(file)).isBetween(8_000L, 1_300_000L);
    decisions.refresh();
    others.refresh();
    for (Decisions each : new Decisions[] {decisions, others, Decisions.open(KeptFile.of(file))}) {
      assertThat(each.all())
          .containsExactly(decision("c", "d", Kind.MERGE), decision("e", "f", Kind.IGNORE), again);
      assertThat(each.unreadable()).hasSize(1);
    }
  }

  @Test
  void a_line_of_an_older_program_has_no_checksum_and_counts() throws IOException {
    append("{\"id1\":\"g\",\"id2\":\"h\",\"decision\":\"MERGE\",\"text1\":\"g\",\"text2\":\"h\"}\n");
    Decisions read = Decisions.open(KeptFile.of(file));
    assertThat(read.of("g", "h")).contains(Kind.MERGE);
    assertThat(read.unreadable()).isEmpty();
  }

  @Test
  void whatever_byte_of_a_line_is_changed_that_line_does_not_count_and_is_named_and_the_others_do() throws IOException {
    byte[] good = Files.readAllBytes(file);
    String text = new String(good, StandardCharsets.UTF_8);
    int start = text.indexOf("{\"id1\":\"c\"");
    int line = (int) text.substring(0, start).chars().filter(c -> c == '\n').count() + 1;
    byte[] bytes = text.substring(start, text.indexOf('\n', start)).getBytes(StandardCharsets.UTF_8);
    int before = text.substring(0, start).getBytes(StandardCharsets.UTF_8).length;
    Random random = new Random(7);
    for (int i = 0; i < bytes.length; i++) {
      byte[] damaged = good.clone();
      do {
        damaged[before + i] = (byte) random.nextInt();
      } while (damaged[before + i] == good[before + i] || damaged[before + i] == '\n');
      Files.write(file, damaged);
      Decisions read = Decisions.open(KeptFile.of(file));
      assertThat(read.unreadable()).as("byte %d is %d", i, damaged[before + i]).containsExactly(line);
      assertThat(read.all()).hasSize(2);
    }
  }

  @Test
  void a_line_that_a_crash_cut_off_costs_nothing_else_and_is_named() throws IOException {
    byte[] good = Files.readAllBytes(file);
    for (int cut = 2; cut < 60; cut++) {
      Files.write(file, Arrays.copyOf(good, good.length - cut));
      Decisions read = Decisions.open(KeptFile.of(file));
      assertThat(read.all()).hasSize(2);
      assertThat(read.unreadable()).hasSize(1);
      read.decide(decision("x", "y", Kind.MERGE));
      Decisions again = Decisions.open(KeptFile.of(file));
      assertThat(again.all()).hasSize(3);
      assertThat(again.of("x", "y")).contains(Kind.MERGE);
    }
  }

  @Test
  void what_others_decide_is_seen_when_it_is_asked_for_again() throws IOException {
    Decisions here = Decisions.open(KeptFile.of(file));
    Decisions there = Decisions.open(KeptFile.of(file));
    there.decide(decision("x", "y", Kind.MERGE));
    here.decide(decision("a", "b", Kind.MERGE));
    there.decide(decision("a", "b", Kind.IGNORE));
    here.refresh();
    there.refresh();
    assertThat(here.of("x", "y")).contains(Kind.MERGE);
    assertThat(here.of("a", "b")).contains(Kind.IGNORE);
    assertThat(here.all()).isEqualTo(there.all()).hasSize(4);
    assertThat(here.unreadable()).isEmpty();
    Files.delete(file);
    here.refresh();
    assertThat(here.all()).isEmpty();
  }

  private static Decision decision(String one, String other, Kind kind) {
    return new Decision(one, other, kind, "첫 번째 글 " + one, "the text of \"" + other + "\"\n");
  }

  private void append(String line) throws IOException {
    Files.writeString(file, line, StandardOpenOption.APPEND);
  }
}
