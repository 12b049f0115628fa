package io.doppel.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IbmModel1Test {

  private static final int SYMBOLS = 30;

  @Test
  void a_symbol_stands_for_the_one_that_is_there_whenever_it_is() {
    List<IbmModel1.Translations> likeliest = learned(sentences(new Random(1))).likeliest(3);
    for (int symbol = 0; symbol < SYMBOLS; symbol++) {
      assertThat(likeliest.get(symbol).targets()[0]).isEqualTo(100 + symbol);
      assertThat(likeliest.get(symbol).probabilities()[0]).isBetween(0.5f, 1f);
    }
  }

  @Test
  void what_is_in_every_sentence_is_nobodys_translation() {
    List<IbmModel1.Pair> pairs =
        sentences(new Random(2)).stream()
            .map(pair ->
                new IbmModel1.Pair(
                    pair.source(),
                    IntStream.concat(IntStream.of(99), IntStream.of(pair.target())).toArray()))
            .toList();
    IbmModel1 model = learned(pairs);
    for (int symbol = 0; symbol < SYMBOLS; symbol++) {
      assertThat(model.probability(symbol, 99)).isLessThan(model.probability(symbol, 100 + symbol) / 2);
    }
  }

  @Test
  void a_symbol_that_is_in_no_sentence_stands_for_none() {
    IbmModel1 model = new IbmModel1(List.of(new IbmModel1.Pair(new int[] {0}, new int[] {5})), 2);
    model.round();
    assertThat(model.likeliest(8).get(0).targets()).containsExactly(5);
    assertThat(model.likeliest(8).get(1).isEmpty()).isTrue();
    assertThat(model.probability(1, 5)).isZero();
  }

  private static IbmModel1 learned(List<IbmModel1.Pair> pairs) {
    IbmModel1 model = new IbmModel1(pairs, SYMBOLS);
    for (int round = 0; round < 6; round++) {
      model.round();
    }
    return model;
  }

  private static List<IbmModel1.Pair> sentences(Random random) {
    List<IbmModel1.Pair> pairs = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      List<Integer> all = new ArrayList<>(IntStream.range(0, SYMBOLS).boxed().toList());
      Collections.shuffle(all, random);
      int[] source = all.subList(0, 4).stream().mapToInt(Integer::intValue).toArray();
      pairs.add(new IbmModel1.Pair(source, IntStream.of(source).map(symbol -> 100 + symbol).toArray()));
    }
    return pairs;
  }
}
