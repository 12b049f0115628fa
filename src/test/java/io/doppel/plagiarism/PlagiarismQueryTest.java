package io.doppel.plagiarism;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PlagiarismQueryTest {

  @Test
  void a_blank_text_is_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PlagiarismQuery(" \n", Set.of()))
        .withMessage("text must not be empty");
  }

  @Test
  void a_text_beyond_the_limit_is_refused_with_its_length() {
    assertThatNoException().isThrownBy(() -> new PlagiarismQuery("x".repeat(2_000_000), Set.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PlagiarismQuery("x".repeat(2_000_001), Set.of()))
        .withMessage("text must be at most 2,000,000 characters long, got 2,000,001");
  }

  @Test
  void too_many_excluded_documents_are_refused() {
    Set<String> exclude = new TreeSet<>();
    for (int i = 0; i <= PlagiarismQuery.MAX_EXCLUDE; i++) {
      exclude.add("d" + i);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PlagiarismQuery("text", exclude))
        .withMessage("exclude must be 0 to 1000, got 1001");
  }
}
