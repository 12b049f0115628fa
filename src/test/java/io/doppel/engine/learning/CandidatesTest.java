package io.doppel.engine.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.learn.statistic.Bootstrap;
import io.doppel.models.ModelName;
import io.doppel.models.Origin;
import io.doppel.models.Staging;
import io.doppel.training.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CandidatesTest {

  @TempDir private Path folder;

  private Candidate candidate(String name) throws IOException {
    ModelName called = new ModelName(name);
    Path checkpoint = Files.writeString(folder.resolve("." + name + ".checkpoint"), "far");
    Outcome outcome =
        new Outcome(0, 0, Bootstrap.of(1, 1, new Random(1), _ -> 0), 0, 0, 1, 1, 0, List.of());
    return new Candidate(
        new ModelName("tiny"),
        called,
        outcome,
        Staging.open(folder, called),
        checkpoint,
        Origin.trained(folder, Optional.empty()));
  }

  @Test
  void so_many_wait_and_another_one_is_refused_until_somebody_decides_about_one() throws IOException {
    try (Candidates candidates = new Candidates()) {
      for (int i = 0; i < Candidates.MOST; i++) {
        candidates.requireRoom("c" + i);
        candidates.keep("c" + i, candidate("m" + i));
      }
      assertThatThrownBy(() -> candidates.requireRoom("more"))
          .isInstanceOf(CandidatesFullException.class)
          .hasMessage("8 trained models wait to be adopted or discarded, at most 8 may; decide about one first");
      candidates.requireRoom("c3");
      candidates.discard("c3");
      candidates.requireRoom("more");
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void of_models_that_are_trained_at_once_no_more_wait_than_may() throws IOException {
    try (Candidates candidates = new Candidates()) {
      for (int i = 0; i <= Candidates.MOST; i++) {
        candidates.requireRoom("c" + i);
      }
      for (int i = 0; i < Candidates.MOST; i++) {
        candidates.keep("c" + i, candidate("m" + i));
      }
      Candidate late = candidate("late");
      assertThatThrownBy(() -> candidates.keep("late", late)).isInstanceOf(CandidatesFullException.class);
      assertThat(candidates.of("late")).isEmpty();
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void what_a_run_goes_on_from_stays_when_a_candidate_is_only_closed() throws IOException {
    candidate("mine").close();
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(folder.resolve(".mine.checkpoint"));
    }
  }
}
