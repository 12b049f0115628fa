package io.doppel.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.training.example.Examples;
import io.doppel.training.example.Examples.Example;
import io.doppel.training.example.Examples.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BatchesTest {

  @Test
  void an_epoch_sees_each_pair_once_also_where_many_share_a_text() {
    List<Example> pairs = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      pairs.add(new Example(List.of("question " + i, "answer " + i % 10), 1));
    }
    Batches batches = new Batches(new Examples(Kind.ALIKE, pairs), "info-nce", 1);
    Set<Example> seen = new HashSet<>();
    int texts = 0;
    for (int step = 0; step < batches.ofAnEpoch(); step++) {
      List<Example> batch = batches.next();
      assertThat(batch.stream().flatMap(example -> example.texts().stream())).doesNotHaveDuplicates();
      texts += batch.size();
      seen.addAll(batch);
    }
    assertThat(seen).hasSizeGreaterThan(280);
    assertThat(texts).isBetween(280, 310);
  }
}
