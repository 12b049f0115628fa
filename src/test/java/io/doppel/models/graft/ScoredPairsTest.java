package io.doppel.models.graft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.models.graft.ParallelSentences.Pair;
import io.doppel.models.graft.ScoredPairs.Scored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoredPairsTest {

  private static final List<Pair> LEARNED =
      List.of(
          new Pair("dog", "σκύλος", 1),
          new Pair("hound", "σκύλος", 1),
          new Pair("cat", "γάτα", 1),
          new Pair("river", "ποτάμι", 1));

  @TempDir Path folder;

  @Test
  void a_pair_has_its_texts_in_both_languages_and_is_left_out_if_one_has_no_translation() throws IOException {
    Path file = write("a\t2.5\tσκύλος\tγάτα\nb\t4\tσκύλος\tβουνό\nc\t0\t ποτάμι\tποτάμι \n");
    assertThat(ScoredPairs.read(List.of(file), LEARNED))
        .containsExactly(
            new Scored(LEARNED.get(0), LEARNED.get(2), 2.5), new Scored(LEARNED.get(3), LEARNED.get(3), 0));
    assertThat(ScoredPairs.read(List.of(), LEARNED)).isEmpty();
  }

  @Test
  void what_is_no_scored_pair_is_refused_with_its_line() throws IOException {
    for (String line : List.of("a\t1\tγάτα", "a\tmuch\tγάτα\tποτάμι", "a\tNaN\tγάτα\tποτάμι", "")) {
      Path file = write("a\t1\tγάτα\tποτάμι\n" + line + "\n");
      assertThatThrownBy(() -> ScoredPairs.read(List.of(file), LEARNED))
          .as(line)
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith(file + ", line 2 is no scored pair");
    }
    Path strange = write("a\t1\tβουνό\tγάτα\n");
    assertThatThrownBy(() -> ScoredPairs.read(List.of(strange), LEARNED))
        .hasMessageStartingWith("none of the 1 pairs of " + strange + " has both texts among the sentences");
  }

  private Path write(String lines) throws IOException {
    return Files.writeString(folder.resolve("scored.tsv"), lines);
  }
}
