package io.doppel.duplicates.teaching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.doppel.duplicates.Decisions.Decision;
import io.doppel.duplicates.Decisions.Kind;
import io.doppel.duplicates.calibration.HeldOut;
import io.doppel.duplicates.calibration.Interval;
import io.doppel.duplicates.calibration.LabelledPair;
import io.doppel.file.KeptFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundsTest {

  @TempDir private Path folder;

  private KeptFile file() {
    return KeptFile.of(folder.resolve("rounds.json"));
  }

  private static Round round(int number, double chance, String... ids) {
    List<Round.Drawn> pairs = new ArrayList<>();
    for (String id : ids) {
      pairs.add(new Round.Drawn(id, id + "2", chance));
    }
    return new Round(number, "2026-01-31T12:00:00Z", pairs, null);
  }

  private static Decision decision(String id, Kind kind) {
    return new Decision(id + "2", id, kind, "two", "one");
  }

  @Test
  void of_two_who_draw_at_once_the_first_counts() throws IOException {
    assertThat(Rounds.read(file()).list()).isEmpty();
    Round first = round(1, .5, "a", "b");
    assertThat(Rounds.add(first, file()).list()).containsExactly(first);
    assertThat(Rounds.add(round(1, .5, "c"), file()).list()).containsExactly(first);
    Round second = round(2, .1, "c");
    assertThat(Rounds.add(second, file()).list()).containsExactly(first, second);
    HeldOut held = held(.9, .04);
    assertThat(Rounds.measured(1, held, file()).list().getFirst().held()).contains(held);
    assertThat(Rounds.read(file()).last()).contains(second);
  }

  @Test
  void a_damaged_file_is_named() throws IOException {
    Files.writeString(folder.resolve("rounds.json"), "{\"list\":[{");
    assertThatThrownBy(() -> Rounds.read(file())).isInstanceOf(IOException.class).hasMessageContaining("rounds.json");
    Files.writeString(
        folder.resolve("rounds.json"),
        "{\"list\":[{\"number\":1,\"at\":\"\",\"pairs\":[{\"id1\":\"a\",\"id2\":\"b\",\"chance\":7}],"
            + "\"measured\":null}]}");
    assertThatThrownBy(() -> Rounds.read(file())).isInstanceOf(IOException.class).hasMessageContaining("got 7");
    for (String content : List.of("null", "{}", "{\"list\":[null]}")) {
      Files.writeString(folder.resolve("rounds.json"), content);
      assertThatThrownBy(() -> Rounds.read(file()))
          .as(content)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("rounds.json");
    }
  }

  @Test
  void a_drawn_pair_stands_for_as_many_as_its_chance_says_and_a_chosen_one_for_itself() {
    // Of forty pairs: two, then two of the other 38; half of the second round was decided.
    Rounds rounds = new Rounds(List.of(round(1, 2 / 40.0, "a", "b"), round(2, 2 / 38.0, "c", "d")));
    List<LabelledPair> pairs =
        rounds.labelled(
            List.of(
                decision("chosen", Kind.MERGE),
                decision("a", Kind.MERGE),
                decision("b", Kind.APART),
                decision("c", Kind.APART),
                decision("d", Kind.IGNORE)),
            5);
    assertThat(pairs).extracting(LabelledPair::duplicate).containsExactly(true, true, false, false);
    assertThat(pairs.getFirst().weight()).isEqualTo(1);
    assertThat(pairs.subList(1, 4).stream().mapToDouble(LabelledPair::weight).sum()).isCloseTo(40, within(1e-9));
  }

  @Test
  void pairs_that_somebody_chose_push_out_none_that_was_drawn() {
    Rounds rounds = new Rounds(List.of(round(1, 2 / 40.0, "a", "b")));
    List<Decision> decisions = new ArrayList<>(List.of(decision("a", Kind.MERGE), decision("b", Kind.APART)));
    for (int i = 0; i < 10; i++) {
      decisions.add(decision("chosen" + i, Kind.MERGE));
    }
    assertThat(rounds.labelled(decisions, 5)).extracting(LabelledPair::weight).containsExactly(20., 20., 1., 1., 1.);
    // What is left out counts for nothing: of a round as well.
    assertThat(rounds.labelled(decisions, 1)).extracting(LabelledPair::weight).containsExactly(40.);
  }

  @Test
  void rounds_are_enough_when_two_of_them_moved_nothing_and_the_interval_is_narrow() {
    assertThat(enough(held(.9, .04), held(.902, .04))).isFalse();
    assertThat(enough(held(.9, .04), held(.902, .04), held(.899, .04))).isTrue();
    assertThat(enough(held(.9, .04), held(.902, .04), held(.899, .06))).isFalse();
    assertThat(enough(held(.9, .04), held(.902, .04), held(.91, .04))).isFalse();
    assertThat(enough(held(.8, .04), held(.9, .04), held(.902, .04), held(.903, .04))).isTrue();
  }

  private static boolean enough(HeldOut... measured) {
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < measured.length; i++) {
      rounds.add(round(i + 1, .5, "r" + i).with(measured[i]));
    }
    return new Rounds(rounds).areEnough();
  }

  private static HeldOut held(double averagePrecision, double half) {
    return new HeldOut(
        40, 20, averagePrecision, .03, .8, new Interval(.9, .9 - half, .9 + half), new Interval(.5, .4, .6));
  }
}
