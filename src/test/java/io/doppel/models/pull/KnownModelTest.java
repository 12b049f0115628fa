package io.doppel.models.pull;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KnownModelTest {

  @Test
  void the_models_that_are_known_are_complete() {
    assertThat(Pull.known())
        .containsExactly("all-MiniLM-L6-v2", "all-MiniLM-L6-v2-q", "bge-small-en-v1.5", "bge-small-en-v1.5-q");
    for (KnownModel known : KnownModel.all()) {
      assertThat(known.sha256()).matches("[0-9a-f]{64}");
      assertThat(known.entries()).containsValues("model.onnx", "tokenizer.json");
      assertThat(known.descriptors())
          .containsKeys("modules.json", "1_Pooling/config.json", "sentence_bert_config.json");
    }
  }
}
