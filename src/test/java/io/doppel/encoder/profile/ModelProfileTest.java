package io.doppel.encoder.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.doppel.encoder.CosineScale;
import io.doppel.encoder.CosineScales;
import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.ForwardingEncoder;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.TinyModel;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.OnnxEncoder;
import io.doppel.encoder.profile.ModelProfile.Across;
import io.doppel.encoder.profile.ModelProfile.Cosines;
import io.doppel.encoder.profile.ModelProfile.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelProfileTest {

  private static final EncoderSettings SETTINGS = new EncoderSettings(2, 1, 256);

  @TempDir private Path models;

  @Test
  void the_profile_that_comes_with_the_program_is_measured_again_the_same() throws IOException {
    ModelProfile standard = ProfileFile.standard();
    assertThat(standard.scale()).contains(CosineScale.STANDARD);
    try (Encoder encoder = OnnxEncoder.load(Path.of("models/all-MiniLM-L6-v2"), EncoderSettings.standard())) {
      ModelProfile again = ModelProfile.measure(encoder);
      assertThat(again.fingerprint()).isEqualTo(standard.fingerprint());
      assertThat(again.texts()).isEqualTo(standard.texts());
      for (int i = 0; i < standard.languages().size(); i++) {
        for (int j = 0; j < 4; j++) {
          Cosines measured = cosines(again.languages().get(i)).get(j);
          Cosines known = cosines(standard.languages().get(i)).get(j);
          assertThat(measured.mean()).isCloseTo(known.mean(), within(1e-5));
          assertThat(measured.deviation()).isCloseTo(known.deviation(), within(1e-5));
          assertThat(measured.count()).isEqualTo(known.count());
        }
      }
      // Asked for its scale, it needs no measuring and writes nothing.
      assertThat(new ProfiledEncoder(new Counting(encoder), models).scale()).isEqualTo(CosineScale.STANDARD);
      assertThat(models).isEmptyDirectory();
    }
  }

  private static List<Cosines> cosines(Language language) {
    return List.of(language.unrelated(), language.neighbours(), language.longAgainstShort(), language.reworded());
  }

  @Test
  void the_texts_are_the_same_number_in_each_language_and_none_comes_twice() {
    for (String language : NeutralTexts.LANGUAGES) {
      NeutralTexts texts = NeutralTexts.of(language);
      assertThat(texts.pairs()).hasSize(48);
      assertThat(texts.texts()).hasSize(12).allSatisfy(text -> assertThat(text.sentences()).hasSize(4));
      List<String> all = new ArrayList<>();
      texts.pairs().forEach(pair -> all.addAll(List.of(pair.sentence(), pair.reworded())));
      texts.texts().forEach(text -> all.addAll(text.sentences()));
      assertThat(all).doesNotHaveDuplicates();
    }
  }

  @Test
  void a_profile_is_measured_once_and_again_where_it_is_damaged_or_of_other_weights() throws IOException {
    Path folder = TinyModel.write(models, "tiny");
    Path file = folder.resolve(ProfileFile.NAME);
    try (Encoder tiny = OnnxEncoder.load(folder, SETTINGS)) {
      Counting counting = new Counting(tiny);
      ModelProfile measured = ProfileFile.of(folder, counting);
      int once = counting.texts.get();
      assertThat(once).isGreaterThan(200);
      assertThat(ProfileFile.of(folder, counting)).isEqualTo(measured);
      assertThat(counting.texts).hasValue(once);
      Files.writeString(file, Files.readString(file).substring(0, 100));
      assertThat(ProfileFile.of(folder, counting)).isEqualTo(measured);
      assertThat(counting.texts).hasValue(2 * once);
      assertThat(ProfileFile.known(folder, counting)).contains(measured);
    }
    try (Encoder other = OnnxEncoder.load(new TinyModel().dimension(16).writeTo(models.resolve("other")), SETTINGS)) {
      assertThat(ProfileFile.known(folder, other)).isEmpty();
      assertThat(ProfileFile.of(folder, other).fingerprint().dimension()).isEqualTo(16);
    }
  }

  @Test
  void only_languages_that_the_model_reads_count_for_its_scale() throws IOException {
    Cosines any = new Cosines(.5, .1, 10);
    Language read = new Language("en", .9, new Cosines(.1, .1, 10), any, any, new Cosines(.8, .1, 10));
    Language unread = new Language("ko", .1, new Cosines(.7, .1, 10), any, any, new Cosines(.9, .1, 10));
    Language flat = new Language("en", 1, any, any, any, any);
    assertThat(
            new ModelProfile(ProfileFile.standard().fingerprint(), "", List.of(read, unread), List.of())
                .scale())
        .contains(new CosineScale(.1, .8));
    assertThat(new ModelProfile(ProfileFile.standard().fingerprint(), "", List.of(unread), List.of()).scale())
        .contains(new CosineScale(.7, .9));
    assertThat(new ModelProfile(ProfileFile.standard().fingerprint(), "", List.of(flat), List.of()).scale()).isEmpty();
  }

  @Test
  void a_language_counts_by_how_well_the_model_tells_in_it_what_is_the_same() throws IOException {
    Cosines any = new Cosines(.5, .1, 10);
    Language english = new Language("en", 1, new Cosines(.1, .1, 10), any, any, new Cosines(.9, .1, 10));
    Language korean =
        new Language("ko", 1, new Cosines(.2, .1, 10), any, new Cosines(.4, .1, 10), new Cosines(.6, .1, 10));
    ModelProfile profile =
        new ModelProfile(ProfileFile.standard().fingerprint(), "", List.of(english, korean), List.of());
    assertThat(profile.reading("How do I bake bread?")).isEqualTo(1);
    assertThat(profile.reading("빵을 굽는 방법")).isCloseTo(.25, within(1e-6));
    assertThat(profile.reading("Python에서 파일을 여는 방법을 알려 주세요")).isCloseTo(.25, within(1e-6));
    assertThat(profile.reading("123 !?")).isEqualTo(1);
  }

  @Test
  void across_languages_that_the_model_reads_cosines_lie_where_its_translations_lie() throws IOException {
    Cosines any = new Cosines(.5, .1, 10);
    Language english = new Language("en", 1, new Cosines(.1, .1, 10), any, any, new Cosines(.9, .1, 10));
    Language korean = new Language("ko", 1, new Cosines(.2, .1, 10), any, any, new Cosines(.6, .1, 10));
    Language unread = new Language("ko", .1, new Cosines(.2, .1, 10), any, any, new Cosines(.6, .1, 10));
    Across near = new Across("en", "ko", new Cosines(.05, .1, 10), new Cosines(.5, .1, 10));
    Across mingled = new Across("en", "ko", new Cosines(.05, .1, 10), new Cosines(.2, .1, 10));
    CosineScales scales = scales(List.of(english, korean), near);
    String question = scales.language("How do I bake bread?");
    String answer = scales.language("Python으로 빵을 굽는 방법");
    assertThat(scales.between(question, answer)).isEqualTo(new CosineScale(.05, .5));
    assertThat(scales.between(answer, question)).isEqualTo(new CosineScale(.05, .5));
    assertThat(scales.between(answer, answer)).isEqualTo(new CosineScale(.1, .9));
    assertThat(scales.between(question, scales.language("Ελληνικά"))).isEqualTo(new CosineScale(.1, .9));
    assertThat(scales(List.of(english, korean), mingled).across()).isEmpty();
    assertThat(scales(List.of(english, unread), near).across()).isEmpty();
  }

  private static CosineScales scales(List<Language> languages, Across across) {
    return new ModelProfile(ProfileFile.standard().fingerprint(), "", languages, List.of(across)).scales();
  }

  @Test
  void of_the_models_that_come_with_the_program_only_the_one_that_reads_both_languages_compares_across_them()
      throws IOException {
    assertThat(ProfileFile.standard().scales().across()).isEmpty();
    Path folder = Path.of("models/all-MiniLM-L6-v2-ko");
    assumeTrue(Files.exists(folder.resolve("model.onnx")), "skipped: no model in models");
    try (Encoder encoder = OnnxEncoder.load(folder, EncoderSettings.standard())) {
      ModelProfile shipped = ProfileFile.known(models, encoder).orElseThrow();
      Across across = shipped.across().getFirst();
      Across again = ModelProfile.measure(encoder).across().getFirst();
      assertThat(again.translations().mean()).isCloseTo(across.translations().mean(), within(1e-5));
      assertThat(again.unrelated().mean()).isCloseTo(across.unrelated().mean(), within(1e-5));
      assertThat(shipped.scales().across())
          .singleElement()
          .extracting(each -> each.scale().reworded())
          .isEqualTo(across.translations().mean());
    }
  }

  /// Counts the texts it embeds.
  private static final class Counting extends ForwardingEncoder {
    private final AtomicInteger texts = new AtomicInteger();

    Counting(Encoder encoder) {
      super(encoder);
    }

    @Override
    public List<Embedding> encode(List<String> some, Prompt prompt) {
      texts.addAndGet(some.size());
      return encoder().encode(some, prompt);
    }
  }
}
