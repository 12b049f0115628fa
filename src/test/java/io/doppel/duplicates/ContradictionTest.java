package io.doppel.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.duplicates.mining.Decided;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Which decisions cannot all hold.
class ContradictionTest {

  private static List<Decided.Pair> pairs(String... each) {
    return Arrays.stream(each).map(pair -> new Decided.Pair(pair.substring(0, 1), pair.substring(1))).toList();
  }

  private static List<String> paths(Decided decided) {
    return Contradiction.of(decided).stream().map(each -> String.join("", each.path())).toList();
  }

  @Test
  void two_documents_that_are_the_same_by_way_of_others_and_apart_are_told_with_the_shortest_way() {
    Decided decided = new Decided(pairs("ab", "cb", "cd", "de", "ae", "xy"), pairs("ac", "da", "ax", "pq", "xz"));
    assertThat(paths(decided)).containsExactly("abc", "dea");
  }

  @Test
  void decisions_that_can_all_hold_contradict_nothing() {
    assertThat(Contradiction.of(Decided.NOTHING)).isEmpty();
    assertThat(paths(new Decided(pairs("ab", "cd"), pairs("ac", "bd", "ad")))).isEmpty();
  }

  @Test
  void there_is_a_contradiction_exactly_where_joining_what_is_the_same_joins_what_is_apart() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      List<Decided.Pair> same = some(random, 10);
      List<Decided.Pair> apart =
          some(random, 6).stream().filter(pair -> !same.contains(pair)).distinct().toList();
      int[] group = Stream.iterate(0, i -> i + 1).limit(12).mapToInt(i -> i).toArray();
      for (Decided.Pair pair : same) {
        int from = group[Integer.parseInt(pair.one())];
        int to = group[Integer.parseInt(pair.other())];
        for (int i = 0; i < group.length; i++) {
          group[i] = group[i] == from ? to : group[i];
        }
      }
      List<String> expected =
          apart.stream()
              .filter(pair -> group[Integer.parseInt(pair.one())] == group[Integer.parseInt(pair.other())])
              .map(pair -> pair.one() + " " + pair.other())
              .toList();
      List<Contradiction> found = Contradiction.of(new Decided(same, apart));
      assertThat(found.stream().map(each -> each.path().getFirst() + " " + each.path().getLast()))
          .as("round %d", round)
          .containsExactlyElementsOf(expected);
      for (Contradiction each : found) {
        for (int i = 1; i < each.path().size(); i++) {
          String one = each.path().get(i - 1);
          String other = each.path().get(i);
          assertThat(same).containsAnyOf(new Decided.Pair(one, other), new Decided.Pair(other, one));
        }
      }
    }
  }

  private static List<Decided.Pair> some(Random random, int most) {
    List<Decided.Pair> pairs = new ArrayList<>();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      int one = random.nextInt(12);
      int other = (one + 1 + random.nextInt(11)) % 12;
      pairs.add(new Decided.Pair(String.valueOf(Math.min(one, other)), String.valueOf(Math.max(one, other))));
    }
    return pairs.stream().distinct().toList();
  }
}
