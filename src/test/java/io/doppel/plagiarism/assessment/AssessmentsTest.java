package io.doppel.plagiarism.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.doppel.file.KeptFile;
import io.doppel.plagiarism.assessment.Assessments.Assessed;
import io.doppel.text.Bounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssessmentsTest {

  private static final Instant NOON = Instant.parse("2026-01-31T12:00:00.5Z");
  private static final String HERE = "Kneading lines up the strands of gluten so that the dough can hold its gas.";
  private static final String THERE = "When it is kneaded, gluten forms strands, and these keep the gas in the dough.";
  private static final String ESSAY =
      "My grandmother kept a notebook of all that she cooked in forty winters. Its margins are full of names. "
          + HERE
          + " She wrote this down in the last winter of the war, with a pencil that was too short to hold.";
  private static final String OTHER =
      "The sea climbs up the wall of the harbour twice a day and sinks away again, pulled by the Moon. "
          + HERE
          + " Spring tides come whenever the Sun and the Moon pull along one and the same line.";

  @TempDir private Path folder;
  private Path path;
  private Assessments assessments;

  @BeforeEach
  void open() throws IOException {
    path = folder.resolve("assessments.jsonl");
    assessments = Assessments.open(KeptFile.of(path));
  }

  private static Assessed in(String text, String here, String there) {
    return new Assessed(text, here, "bread", there);
  }

  private Assessment say(Assessed one, Ruling ruling, long expected) throws IOException {
    return assessments.assess(one, ruling, "a note", "kim", NOON, expected);
  }

  @Test
  void what_was_said_is_found_again_when_the_text_is_revised_and_the_passage_moves() throws IOException {
    Assessment said = say(in(ESSAY, HERE, THERE), Ruling.CITED, 0);
    assertThat(said.at()).isEqualTo(Instant.parse("2026-01-31T12:00:00Z"));
    String revised = "A new beginning. " + ESSAY.replace("Its margins are full of names. ", "");
    for (Assessments known : List.of(assessments, Assessments.open(KeptFile.of(path)))) {
      assertThat(known.find(in(ESSAY, HERE, THERE).content())).contains(said);
      assertThat(known.find(in(revised, HERE.replace("Kneading", "The kneading"), THERE).content())).contains(said);
      assertThat(known.find(in(revised, "It is so. " + HERE.substring(9), THERE.toUpperCase(Locale.ROOT)).content()))
          .contains(said);
    }
  }

  @Test
  void another_passage_of_the_same_text_is_another_case() throws IOException {
    say(in(ESSAY, HERE, THERE), Ruling.FALSE, 0);
    assertThat(assessments.find(in(ESSAY, "My grandmother kept a notebook of all", THERE).content())).isEmpty();
    assertThat(assessments.find(in(ESSAY, HERE, "My grandmother kept a notebook of all").content())).isEmpty();
    assertThat(assessments.find(in(ESSAY, ESSAY, THERE).content())).isEmpty();
  }

  @Test
  void what_is_cited_in_one_text_is_not_so_in_another_but_what_is_common_is() throws IOException {
    Assessment cited = say(in(ESSAY, HERE, THERE), Ruling.CITED, 0);
    assertThat(assessments.find(in(OTHER, HERE, THERE).content())).isEmpty();
    Assessment common = say(in(ESSAY, HERE, THERE), Ruling.COMMON, cited.version());
    assertThat(common.id()).isEqualTo(cited.id());
    assertThat(assessments.find(in(OTHER, HERE, THERE).content())).contains(common);
    Assessment accepted = say(in(OTHER, HERE, THERE), Ruling.ACCEPTED, common.version());
    assertThat(accepted.id()).isNotEqualTo(common.id());
    assertThat(assessments.find(in(ESSAY, HERE, THERE).content())).contains(common);
    assertThat(assessments.find(in(OTHER, HERE, THERE).content())).contains(accepted);
    assertThat(assessments.all()).containsExactly(accepted, common);
  }

  @Test
  void of_two_who_say_something_at_once_the_second_is_told() throws IOException {
    Assessments elsewhere = Assessments.open(KeptFile.of(path));
    Assessment first = say(in(ESSAY, HERE, THERE), Ruling.CITED, 0);
    assertThatThrownBy(
            () -> elsewhere.assess(in(ESSAY, HERE, THERE), Ruling.ACCEPTED, "", "lee", NOON, 0))
        .isInstanceOf(AssessmentChangedException.class)
        .hasMessage("version must be that of the assessment, 1 (cited by \"kim\"), got 0");
    Assessment second = elsewhere.assess(in(ESSAY, HERE, THERE), Ruling.ACCEPTED, "", "lee", NOON, first.version());
    assertThatThrownBy(() -> assessments.retract(first.id(), first.version()))
        .isInstanceOf(AssessmentChangedException.class);
    assertThat(assessments.retract(second.id(), second.version())).isTrue();
    assertThat(assessments.retract(second.id(), second.version())).isFalse();
    assertThatThrownBy(() -> say(in(ESSAY, HERE, THERE), Ruling.CITED, second.version()))
        .hasMessage("version must be 0 where there is no assessment, got 2");
    Assessment again = say(in(ESSAY, HERE, THERE), Ruling.CITED, 0);
    assertThat(again.version()).isEqualTo(4);
    assertThat(again.id()).isNotEqualTo(first.id());
  }

  @Test
  void a_damaged_line_costs_what_it_says_and_no_more() throws IOException {
    say(in(ESSAY, HERE, THERE), Ruling.CITED, 0);
    Assessment kept = say(in(OTHER, HERE, THERE), Ruling.ACCEPTED, 0);
    List<String> lines = Files.readAllLines(path);
    Files.writeString(path, lines.get(0).replace("cited", "false").replace("CITED", "FALSE") + "\n" + lines.get(1));
    assertThat(Assessments.open(KeptFile.of(path)).all()).containsExactly(kept);
    say(in(ESSAY, HERE, THERE), Ruling.CITED, 0);
    assertThat(Files.readAllLines(path)).hasSize(3);
  }

  @Test
  void the_file_does_not_grow_with_every_change_of_mind() throws IOException {
    say(in(OTHER, HERE, THERE), Ruling.ACCEPTED, 0);
    Assessment said = say(in(ESSAY, HERE, THERE), Ruling.CITED, 0);
    String line = Files.readAllLines(path).getLast();
    Files.writeString(path, Files.readAllLines(path).getFirst() + "\n" + (line + "\n").repeat(2 * Assessments.MAX));
    Assessment after = say(in(ESSAY, HERE, THERE), Ruling.FALSE, said.version());
    assertThat(Files.readAllLines(path)).hasSize(2);
    assertThat(assessments.all()).extracting(Assessment::ruling).containsExactly(Ruling.FALSE, Ruling.ACCEPTED);
    assertThat(after.version()).isEqualTo(said.version() + 1);
  }

  @Test
  void a_passage_without_words_or_a_note_that_is_too_long_is_refused() {
    assertThatThrownBy(() -> in(ESSAY, "…!", THERE)).isInstanceOf(Bounds.Violation.class);
    assertThatThrownBy(
            () -> assessments.assess(in(ESSAY, HERE, THERE), Ruling.CITED, "a".repeat(2_001), "", NOON, 0))
        .hasMessage("note must be 0 to 2000, got 2001");
    assertThat(assessments.all()).isEmpty();
  }

  @Test
  void a_sketch_tells_how_much_two_texts_have_in_common() {
    Random random = new Random(7);
    for (int size : List.of(20, 200, 2_000)) {
      for (int changed = 0; changed <= size / 4; changed += size / 10) {
        StringBuilder one = new StringBuilder();
        StringBuilder other = new StringBuilder();
        for (int i = 0; i < size; i++) {
          String word = "w" + random.nextInt(1_000_000) + " ";
          one.append(word);
          other.append(i < changed ? "x" + random.nextInt(1_000_000) + " " : word);
        }
        double expected = jaccard(one.toString(), other.toString());
        assertThat(Sketch.of(one.toString()).resemblance(Sketch.of(other.toString())))
            .as("%d of %d words", changed, size)
            .isCloseTo(expected, within(size < Sketch.SIZE / 2 ? 1e-9 : .2));
      }
    }
    assertThat(Sketch.of("두 번째 문장은 짧다").resemblance(Sketch.of("두번째 문장은 짧다."))).isEqualTo(1);
    assertThat(Sketch.of("").resemblance(Sketch.of(""))).isZero();
    assertThat(Sketch.decoded(Sketch.of(ESSAY).encoded())).isEqualTo(Sketch.of(ESSAY));
  }

  private static double jaccard(String one, String other) {
    Set<String> both = pairs(one);
    Set<String> all = pairs(one);
    both.retainAll(pairs(other));
    all.addAll(pairs(other));
    return (double) both.size() / all.size();
  }

  private static Set<String> pairs(String text) {
    String[] words = text.strip().split(" ", -1);
    Set<String> pairs = new HashSet<>();
    for (int i = 1; i < words.length; i++) {
      pairs.add(words[i - 1] + " " + words[i]);
    }
    return pairs;
  }
}
