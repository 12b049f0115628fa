package io.doppel.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.training.example.Examples;
import io.doppel.training.example.Examples.Example;
import io.doppel.training.example.Examples.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({"77, 38, 2", "150, 38, 2", "38, 38, 2", "20, 20, 3", "2, 2, 38"})
  void a_batch_of_classes_has_some_texts_of_each_of_some(int classes, int inBatch, int ofEach) {
    List<Example> all = new ArrayList<>();
    for (int i = 0; i < classes * 40; i++) {
      all.add(new Example(List.of("text " + i), i % classes));
    }
    Batches batches = new Batches(new Examples(Kind.CLASSES, all), "contrastive", 1);
    for (int step = 0; step < 3; step++) {
      Map<Double, Long> counts =
          batches.next().stream().collect(Collectors.groupingBy(Example::label, Collectors.counting()));
      assertThat(counts).hasSize(inBatch);
      assertThat(counts.values()).containsOnly((long) ofEach);
    }
  }

  @Test
  void batches_of_many_classes_come_to_all_of_them() {
    List<Example> all = new ArrayList<>();
    for (int i = 0; i < 770; i++) {
      all.add(new Example(List.of("text " + i), i % 77));
    }
    Batches batches = new Batches(new Examples(Kind.CLASSES, all), "contrastive", 1);
    Set<Double> seen = new HashSet<>();
    for (int step = 0; step < batches.ofAnEpoch(); step++) {
      batches.next().forEach(example -> seen.add(example.label()));
    }
    assertThat(batches.ofAnEpoch()).isEqualTo(11);
    assertThat(seen).hasSize(77);
  }
}
