package io.doppel.eval.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlagdetTest {

  private static PanCase at(int thisOffset, int thisLength, int sourceOffset, int sourceLength) {
    return new PanCase("a.txt", "b.txt", thisOffset, thisLength, sourceOffset, sourceLength);
  }

  @Test
  void the_exact_detection_of_every_case_has_plagdet_1() {
    List<PanCase> cases = List.of(at(0, 10, 5, 10), at(50, 20, 80, 25));
    assertThat(Plagdet.of(cases, cases)).isEqualTo(new Plagdet(1, 1, 1));
    assertThat(Plagdet.of(cases, cases).plagdet()).isCloseTo(1, within(1e-12));
  }

  @Test
  void precision_and_recall_count_characters_of_both_sides() {
    // The detection meets the case on 5 of 10 and 10 of 20 characters; it is 10 and 30 long itself.
    Plagdet score = Plagdet.of(List.of(at(0, 10, 0, 20)), List.of(at(5, 10, 10, 30)));
    assertThat(score.recall()).isCloseTo(15 / 30.0, within(1e-12));
    assertThat(score.precision()).isCloseTo(15 / 40.0, within(1e-12));
    assertThat(score.plagdet()).isCloseTo(2 * .5 * .375 / .875, within(1e-12));
  }

  @Test
  void a_case_in_pieces_costs_granularity_and_overlaps_count_once() {
    Plagdet score = Plagdet.of(List.of(at(0, 100, 0, 100)), List.of(at(0, 60, 0, 60), at(40, 60, 40, 60)));
    assertThat(score).isEqualTo(new Plagdet(1, 1, 2));
    assertThat(score.plagdet()).isCloseTo(Math.log(2) / Math.log(3), within(1e-12));
  }

  @Test
  void averages_are_over_cases_not_characters() {
    // The short case is found whole, the long one not at all.
    Plagdet score = Plagdet.of(List.of(at(0, 10, 0, 10), at(100, 1000, 100, 1000)), List.of(at(0, 10, 0, 10)));
    assertThat(score).isEqualTo(new Plagdet(1, .5, 1));
  }

  @Test
  void intervals_must_meet_on_both_sides() {
    List<PanCase> cases = List.of(at(0, 10, 0, 10));
    assertThat(Plagdet.of(cases, List.of(at(0, 10, 10, 10)))).isEqualTo(new Plagdet(0, 0, 1));
    assertThat(Plagdet.of(cases, List.of(at(10, 10, 0, 10)))).isEqualTo(new Plagdet(0, 0, 1));
    assertThat(Plagdet.of(cases, List.of(at(10, 10, 0, 10))).plagdet()).isZero();
  }

  @Test
  void the_same_places_in_another_pair_do_not_count() {
    PanCase elsewhere = new PanCase("a.txt", "c.txt", 0, 10, 0, 10);
    assertThat(Plagdet.of(List.of(at(0, 10, 0, 10)), List.of(elsewhere))).isEqualTo(new Plagdet(0, 0, 1));
  }

  @Test
  void nothing_to_find_and_nothing_found_is_perfect_and_one_without_the_other_is_0() {
    List<PanCase> some = List.of(at(0, 10, 0, 10));
    assertThat(Plagdet.of(List.of(), List.of())).isEqualTo(new Plagdet(1, 1, 1));
    assertThat(Plagdet.of(some, List.of())).isEqualTo(new Plagdet(0, 0, 1));
    assertThat(Plagdet.of(List.of(), some)).isEqualTo(new Plagdet(0, 0, 1));
  }

  @Test
  void it_equals_the_definition_character_by_character() {
    for (long seed = 1; seed <= 50; seed++) {
      Random random = new Random(seed);
      List<PanCase> cases = randomCases(random);
      List<PanCase> detections = randomCases(random);
      Plagdet score = Plagdet.of(cases, detections);
      assertThat(score.recall()).as("recall, seed %d", seed).isCloseTo(covered(cases, detections), within(1e-12));
      assertThat(score.precision()).as("precision, seed %d", seed).isCloseTo(covered(detections, cases), within(1e-12));
    }
  }

  @Test
  void a_corpus_of_five_thousand_pairs_is_scored_within_seconds() {
    Random random = new Random(3);
    List<PanCase> cases = new ArrayList<>();
    List<PanCase> detections = new ArrayList<>();
    for (int pair = 0; pair < 5_000; pair++) {
      for (int i = 0; i < 3; i++) {
        cases.add(new PanCase("s" + pair, "r" + pair, i * 1000, 500, i * 1000, 500));
        detections.add(new PanCase("s" + pair, "r" + pair, i * 1000 + random.nextInt(400), 500, i * 1000, 500));
      }
    }
    long start = System.nanoTime();
    assertThat(Plagdet.of(cases, detections).granularity()).isEqualTo(1);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  private static List<PanCase> randomCases(Random random) {
    List<PanCase> cases = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      cases.add(
          new PanCase(
              "s" + random.nextInt(2),
              "r",
              random.nextInt(30),
              1 + random.nextInt(20),
              random.nextInt(30),
              1 + random.nextInt(20)));
    }
    return cases;
  }

  private static double covered(List<PanCase> cases, List<PanCase> others) {
    double sum = 0;
    for (PanCase one : cases) {
      List<PanCase> overlapping = others.stream().filter(one::overlaps).toList();
      int found = 0;
      for (int i = 0; i < one.thisLength(); i++) {
        int at = one.thisOffset() + i;
        found +=
            overlapping.stream()
                    .anyMatch(o -> at >= o.thisOffset() && at < o.thisOffset() + o.thisLength())
                ? 1
                : 0;
      }
      for (int i = 0; i < one.sourceLength(); i++) {
        int at = one.sourceOffset() + i;
        found +=
            overlapping.stream()
                    .anyMatch(
                        o -> at >= o.sourceOffset() && at < o.sourceOffset() + o.sourceLength())
                ? 1
                : 0;
      }
      sum += (double) found / one.length();
    }
    return sum / cases.size();
  }
}
