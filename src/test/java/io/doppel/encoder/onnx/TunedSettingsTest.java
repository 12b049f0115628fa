package io.doppel.encoder.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.encoder.Prompt;
import io.doppel.encoder.TinyModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TunedSettingsTest {

  private static final EncoderSettings SETTINGS = new EncoderSettings(3, 1, 512, 2);

  @TempDir private Path folder;

  @Test
  void what_was_kept_is_used_until_it_is_deleted() throws IOException {
    assertThat(TunedSettings.bestFor(folder)).isEqualTo(EncoderSettings.standard());
    TunedSettings.here("a machine", SETTINGS).write(folder);
    assertThat(folder.resolve("tuned.json")).exists();
    assertThat(TunedSettings.bestFor(folder)).isEqualTo(SETTINGS);
    assertThat(TunedSettings.read(folder)).map(TunedSettings::machine).contains("a machine");
    TunedSettings.delete(folder);
    assertThat(TunedSettings.bestFor(folder)).isEqualTo(EncoderSettings.standard());
  }

  @Test
  void settings_of_another_machine_are_left_alone() throws IOException {
    new TunedSettings("a big machine", 4096, System.getProperty("os.arch"), SETTINGS).write(folder);
    assertThat(TunedSettings.bestFor(folder)).isEqualTo(EncoderSettings.standard());
    assertThat(TunedSettings.read(folder)).map(TunedSettings::settings).contains(SETTINGS);
  }

  @Test
  void a_file_that_holds_no_settings_is_refused_by_its_name() throws IOException {
    for (String content :
        new String[] {
          "",
          "{",
          "{\"cores\":2}",
          "{\"machine\":\"\",\"cores\":2,\"architecture\":\"x\",\"settings\":{\"workers\":0}}"
        }) {
      Files.writeString(folder.resolve("tuned.json"), content);
      assertThatThrownBy(() -> TunedSettings.bestFor(folder))
          .as(content)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("tuned.json")
          .hasMessageContaining("holds no settings");
    }
  }

  @Test
  void a_single_text_has_the_same_embedding_with_more_threads() throws IOException, InterruptedException {
    TinyModel.write(folder, "tiny");
    try (OnnxEncoder one = OnnxEncoder.load(folder.resolve("tiny"), new EncoderSettings(2, 1, 64));
        OnnxEncoder more = OnnxEncoder.load(folder.resolve("tiny"), new EncoderSettings(2, 1, 64, 2))) {
      more.encode("the one query of a command", Prompt.QUERY);
      assertThat(more.isQueryGraphOpen()).isFalse();
      more.encode("a second one", Prompt.QUERY);
      one.encode("a second one", Prompt.QUERY);
      while (!more.isQueryGraphOpen()) {
        Thread.sleep(1);
      }
      assertThat(one.isQueryGraphOpen()).isFalse();
      for (String text : new String[] {"a dog", "the big ship on the sea", "고양이"}) {
        assertThat(more.encode(text, Prompt.QUERY)).isEqualTo(one.encode(text, Prompt.QUERY));
      }
    }
  }

  @Test
  void settings_out_of_their_bounds_are_refused() {
    assertThatThrownBy(() -> new EncoderSettings(0, 1, 1)).hasMessage("workers must be at least 1, got 0");
    assertThatThrownBy(() -> new EncoderSettings(1, 2, 1, 1)).hasMessage("queryThreads must be at least 2, got 1");
  }
}
