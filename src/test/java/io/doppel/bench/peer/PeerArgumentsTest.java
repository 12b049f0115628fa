package io.doppel.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerArgumentsTest {

  @TempDir Path folder;

  @Test
  void each_argument_says_by_what_it_is_what_it_means() throws IOException {
    Path texts = Files.writeString(folder.resolve("texts.txt"), "a text");
    PeerArguments asked = PeerArguments.of(texts.toString(), folder.toString(), "50000", "jvector");
    assertThat(asked.texts()).containsExactly(texts);
    assertThat(asked.collections()).containsExactly(folder);
    assertThat(asked.vectors()).isEqualTo(50_000);
    assertThat(asked.has("jvector")).isFalse();
    assertThat(asked.has("usearch")).isTrue();
  }

  @Test
  void without_arguments_everything_is_compared() {
    PeerArguments asked = PeerArguments.of();
    assertThat(asked.texts()).isEmpty();
    assertThat(asked.collections()).isEmpty();
    assertThat(asked.vectors()).isEqualTo(PeerArguments.VECTORS);
    assertThat(asked.has("langchain4j")).isTrue();
  }

  @Test
  void a_path_that_leads_nowhere_is_no_name_to_leave_out() {
    assertThat(PeerArguments.of("transformers.js").has("transformers.js")).isFalse();
    assertThatThrownBy(() -> PeerArguments.of("index/nowhere"))
        .hasMessage("there is neither a file nor a folder index/nowhere");
  }

  @Test
  void so_few_vectors_that_nothing_can_be_said_are_refused() {
    assertThatThrownBy(() -> PeerArguments.of("10"))
        .hasMessage("the number of vectors must be 1000 to 10000000, got 10");
  }
}
