package io.doppel.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.duplicates.PairReading.Lookup;
import io.doppel.duplicates.mining.MinedPairs;
import io.doppel.duplicates.resemblance.Boilerplate;
import io.doppel.encoder.Embedding;
import io.doppel.index.EmbeddedDocument;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PairReadingTest {

  private static final int DOCUMENTS = 12;

  /// How many documents were asked for in each go.
  private final List<Integer> read = new ArrayList<>();

  /// Pairs of documents that follow each other.
  private static PairReading reading() {
    List<String> ids = new ArrayList<>();
    long[] pairs = new long[DOCUMENTS - 1];
    float[] similarities = new float[pairs.length];
    for (int i = 0; i < DOCUMENTS; i++) {
      ids.add("d%02d".formatted(i));
      if (i > 0) {
        pairs[i - 1] = (long) (i - 1) << 32 | i;
        similarities[i - 1] = 1 - i / 100F;
      }
    }
    MinedPairs found = MinedPairs.of(ids, pairs, similarities, similarities, false);
    return new PairReading(found, Optional.empty(), Boilerplate.NONE);
  }

  private Lookup documents(int letters) {
    String text = "a".repeat(letters);
    return ids -> {
      read.add(ids.size());
      Map<String, EmbeddedDocument> documents = new HashMap<>();
      for (String id : ids) {
        documents.put(
            id,
            new EmbeddedDocument(
                new Document(id, "", text, Map.of()),
                List.of(new Passage(id, 0, "a")),
                List.of(Embedding.ofUnit(new float[] {1, 0}))));
      }
      return documents;
    };
  }

  @Test
  void pairs_of_short_texts_are_read_more_and_more_at_a_time() throws IOException {
    PairAnswer answer = reading().within(documents(5), 100, (_, _) -> false);
    assertThat(answer.pairs()).hasSize(DOCUMENTS - 1);
    assertThat(answer.truncated()).isFalse();
    assertThat(read).containsExactly(2, 3, 5, 5);
  }

  @Test
  void pairs_of_long_texts_are_read_one_by_one_until_there_is_as_much_as_an_answer_holds() throws IOException {
    PairAnswer answer = reading().within(documents((int) (PairReading.MAX_LETTERS / 8)), 100, (_, _) -> false);
    assertThat(answer.pairs()).hasSize(4);
    assertThat(answer.truncated()).isTrue();
    assertThat(read).allMatch(documents -> documents == 2).hasSize(5);
  }

  @Test
  void a_first_pair_is_told_however_long_its_texts_are() throws IOException {
    PairAnswer answer = reading().within(documents((int) PairReading.MAX_LETTERS), 100, (_, _) -> false);
    assertThat(answer.pairs()).hasSize(1);
    assertThat(answer.truncated()).isTrue();
  }

  @Test
  void pairs_beyond_those_wanted_are_said_to_be_there_unless_they_are_skipped() throws IOException {
    assertThat(reading().within(documents(5), 3, (_, _) -> false).truncated()).isTrue();
    PairAnswer answer = reading().within(documents(5), 3, (one, _) -> one.compareTo("d03") >= 0);
    assertThat(answer.pairs()).hasSize(3);
    assertThat(answer.truncated()).isFalse();
  }

  @Test
  void of_two_collections_each_is_asked_for_its_side() throws IOException {
    List<String> asked = new ArrayList<>();
    Lookup ours =
        ids -> {
          asked.addAll(ids);
          return documents(5).get(ids);
        };
    PairAnswer answer = reading().between(ours, documents(5), 1);
    assertThat(answer.pairs()).hasSize(1);
    assertThat(asked).contains("d00").doesNotContain("d11");
  }
}
