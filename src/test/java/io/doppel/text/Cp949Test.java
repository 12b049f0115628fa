package io.doppel.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Cp949Test {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "밀물과 썰물은 달과 태양의 인력 때문에 생긴다.\r\nTide tables say when.",
        "「조수」란 무엇인가? ― 하루에 두 번 오르내리는 바닷물이다.",
        "똠방각하가 펲시콜라를 마셨다고 한다."
      })
  void a_korean_text_is_read(String text) {
    assertThat(Cp949.decode(text.getBytes(Charset.forName("x-windows-949")))).contains(text);
  }

  @ParameterizedTest
  @CsvSource({
    "windows-1252, Où êtes-vous allés cet été ? À la mer — déjà.",
    "windows-1252, Äpfel und Öl für Übermütige",
    "GBK, 北京饭店",
    "GBK, 公共汽车",
    "GBK, 潮汐是由月球和太阳的引力引起的海水周期性涨落现象",
    "Big5, 潮汐是由月球和太陽的引力引起的海水週期性漲落現象",
    "windows-31j, 潮の満ち引きは月と太陽の引力によって起こる",
    "windows-1251, Приливы и отливы вызваны притяжением Луны",
    "UTF-16LE, 밀물과 썰물은 달과 태양의 인력 때문에 생긴다"
  })
  void a_text_in_another_code_page_is_not(String charset, String text) {
    assertThat(Cp949.decode(text.getBytes(Charset.forName(charset)))).isEmpty();
  }

  @Test
  void too_few_syllables_say_nothing() {
    assertThat(Cp949.decode("ab 조수".getBytes(Charset.forName("x-windows-949")))).isEmpty();
    assertThat(Cp949.decode("only ASCII".getBytes(StandardCharsets.US_ASCII))).isEmpty();
  }

  @Test
  void a_letter_that_is_cut_is_none() {
    byte[] whole = "밀물과 썰물은 달과".getBytes(Charset.forName("x-windows-949"));
    assertThat(Cp949.decode(Arrays.copyOf(whole, whole.length - 1))).isEmpty();
  }
}
