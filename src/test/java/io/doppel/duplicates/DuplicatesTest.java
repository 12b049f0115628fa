package io.doppel.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.duplicates.DuplicateAnswer.Candidate;
import io.doppel.duplicates.calibration.Calibration;
import io.doppel.duplicates.calibration.CosineCalibration;
import io.doppel.duplicates.guard.Guard;
import io.doppel.duplicates.guard.Contrast;
import io.doppel.duplicates.judgement.Judge;
import io.doppel.encoder.Embedding;
import io.doppel.encoder.Prompt;
import io.doppel.index.LocalIndexes;
import io.doppel.index.Samples;
import io.doppel.index.TestIndex;
import io.doppel.plagiarism.BagOfWordsEncoder;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import io.doppel.text.PassageSplitter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuplicatesTest {

  private final BagOfWordsEncoder encoder = new BagOfWordsEncoder();
  @TempDir private Path folder;

  private void put(TestIndex index, String id, String text) throws IOException {
    Embedding embedding = encoder.encode(text, Prompt.DOCUMENT);
    index.put(Document.of(id, text), List.of(new Passage(id, 0, text)), List.of(embedding));
  }

  private Duplicates duplicates(TestIndex index, Optional<Judge> judge) {
    return new Duplicates(index, encoder, PassageSplitter.whole(), judge);
  }

  @Test
  void a_duplicate_is_found_behind_any_number_of_nearer_texts_that_guards_tell_apart() throws IOException {
    try (TestIndex index = LocalIndexes.open(folder, Samples.passport(encoder.dimension(), "mean"))) {
      for (int order = 2; order <= 60; order++) {
        put(index, "other" + order, "How can I cancel the order %d today?".formatted(1000 + order));
      }
      put(index, "same", "Please tell me how can I cancel the order 1001 today, thank you");
      put(index, "weather", "Clouds rise above the harbour");
      index.commit();
      Document asked = Document.of("asked", "How can I cancel the order 1001 today?");
      Duplicates duplicates = duplicates(index, Optional.of(Judge.of(CosineCalibration.of(.4, 20, .6, .1))));

      List<Candidate> near = duplicates.check(new DuplicateQuery(asked.text(), .65f, 10)).candidates();
      assertThat(near).extracting(candidate -> candidate.document().id()).hasSize(10).doesNotContain("same");
      assertThat(near)
          .allSatisfy(
              candidate ->
                  assertThat(candidate.judgement().orElseThrow().contrasts())
                      .extracting(Contrast::guard)
                      .contains(Guard.NUMBER));

      assertThat(duplicates.duplicatesOf(asked, 5))
          .extracting(candidate -> candidate.document().id())
          .containsExactly("same");
      put(index, "asked", asked.text());
      index.commit();
      assertThat(duplicates.duplicatesOf(asked, 5))
          .as("it is no duplicate of itself")
          .extracting(candidate -> candidate.document().id())
          .containsExactly("same");
    }
  }

  @Test
  void the_nearest_come_first_and_no_more_than_were_asked_for() throws IOException {
    try (TestIndex index = LocalIndexes.open(folder, Samples.passport(encoder.dimension(), "mean"))) {
      put(index, "b", "the boat leaves the harbour at noon");
      put(index, "a", "the boat leaves the harbour");
      put(index, "c", "the boat leaves the harbour at noon on time");
      index.commit();
      Document asked = Document.of("asked", "the boat leaves the harbour");
      for (Optional<Judge> judge :
          List.of(Optional.<Judge>empty(), Optional.of(Judge.of(CosineCalibration.of(.4, 20, .6, .1))))) {
        List<Candidate> found = duplicates(index, judge).duplicatesOf(asked, 1);
        assertThat(found).extracting(candidate -> candidate.document().id()).containsExactly("a");
        assertThat(found.getFirst().rank()).isEqualTo(1);
      }
    }
  }
}
