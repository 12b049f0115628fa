package io.doppel.plagiarism.alignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.doppel.encoder.Encoder;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.OnnxEncoder;
import io.doppel.encoder.profile.ProfiledEncoder;
import io.doppel.plagiarism.reading.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;

/// Finds what was translated, with the real model.
class AcrossLanguagesTest {

  private static final Path MODEL = Path.of("models/all-MiniLM-L6-v2-ko");
  private static final TextAlignment ALIGNMENT = new TextAlignment(AlignmentSettings.standard());

  private static final String TAKEN_FROM =
      "The lighthouse on the cape was built in 1871, after three ships had been lost on the rocks in a single winter. "
          + "Its lamp burned whale oil at first and was trimmed by hand every four hours. "
          + "The keeper lived in the tower with his family and grew potatoes behind the wall. "
          + "When electricity came to the coast, the lamp was replaced and the keeper was sent home.";

  private static final String SOURCE =
      TAKEN_FROM
          + " Today the tower belongs to the village, and children climb its stairs on Sundays. From the gallery one"
          + " can see the ferry leave the harbour every morning. The museum next door keeps the old lens, the log books"
          + " and a boat that was found on the beach. Most visitors come in summer, when the road is dry.";

  private static final String TAKEN =
      "곶에 있는 등대는 한 해 겨울에 배 세 척이 바위에 부딪혀 사라진 뒤 1871년에 세워졌다. "
          + "등대의 등불은 처음에는 고래기름으로 탔고 네 시간마다 손으로 손질해야 했다. "
          + "등대지기는 가족과 함께 탑에 살면서 담 뒤에 감자를 심었다. "
          + "해안에 전기가 들어오자 등불은 교체되었고 등대지기는 집으로 돌려보내졌다.";

  private static final String BEFORE = "지난 방학에 나는 친구와 함께 바닷가 마을을 여행했다. 버스는 두 시간이나 늦게 도착했고 우리는 배가 고팠다. ";
  private static final String BEHIND = " 우리는 저녁에 라면을 끓여 먹고 일찍 잠들었다. 다음 날에는 비가 와서 하루 종일 카드놀이를 했다.";

  private static @Nullable Encoder encoder;

  @BeforeAll
  static void load() throws IOException {
    assumeTrue(Files.exists(MODEL.resolve("model.onnx")), "skipped: no model at " + MODEL);
    encoder = new ProfiledEncoder(OnnxEncoder.load(MODEL, EncoderSettings.standard()), MODEL);
  }

  @AfterAll
  static void close() {
    if (encoder != null) {
      encoder.close();
    }
  }

  @Test
  void a_korean_passage_is_found_in_the_english_text_that_it_was_translated_from() {
    String text = BEFORE + TAKEN + BEHIND;
    List<Case> cases = ALIGNMENT.align(read(text), read(SOURCE)).cases();
    assertThat(cases).singleElement().satisfies(found -> {
      assertThat(found.kind()).isEqualTo(Kind.PARAPHRASE);
      assertThat(found.here().of(text).strip()).isEqualTo(TAKEN);
      assertThat(found.there().of(SOURCE).strip()).isEqualTo(TAKEN_FROM);
    });
  }

  @Test
  void an_english_passage_is_found_in_the_korean_text_that_it_was_translated_from() {
    String source = BEFORE + TAKEN + BEHIND;
    List<Case> cases = ALIGNMENT.align(read(SOURCE), read(source)).cases();
    assertThat(cases).singleElement().satisfies(found -> {
      assertThat(found.here().of(SOURCE).strip()).isEqualTo(TAKEN_FROM);
      assertThat(found.there().of(source).strip()).isEqualTo(TAKEN);
    });
  }

  @Test
  void two_texts_on_one_subject_in_two_languages_are_no_case() {
    String other =
        "서해의 등대는 대부분 무인으로 운영된다. 태양광 전지로 불을 밝히고 고장이 나면 배를 타고 가서 고친다. "
            + "안개가 심한 날에는 소리로 위치를 알리기도 한다. 요즘 배들은 위성으로 길을 찾지만 어부들은 아직도 등대를 보고 항구로 돌아온다. "
            + "밤바다에서 불빛이 보이면 마음이 놓인다고 한다.";
    assertThat(ALIGNMENT.align(read(other), read(SOURCE)).cases()).isEmpty();
    assertThat(ALIGNMENT.align(read(BEFORE + BEHIND), read(SOURCE)).cases()).isEmpty();
  }

  private static Reading read(String text) {
    return Reading.of("", text, Objects.requireNonNull(encoder));
  }
}
