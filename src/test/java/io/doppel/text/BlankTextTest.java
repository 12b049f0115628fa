package io.doppel.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlankTextTest {

  /// Spaces, zero-width letters and joiners, a soft hyphen, fillers of Hangul, marks of direction, a variation
  /// selector, a control letter.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \t\n",
        "\u200B",
        "\u200B\u200C\u200D\uFEFF\u2060",
        "\u00AD",
        "\u00A0\u202F\u3000",
        "\u3164\u115F\u1160\uFFA0",
        "\u202E\u2066\u2069",
        "\uFE0F",
        "\u0007",
        "\uDB40\uDC41"
      })
  void what_nobody_can_see_is_blank(String text) {
    assertThat(CodePoints.isBlank(text)).isTrue();
    assertThatThrownBy(() -> Bounds.check("query", text, 10))
        .isInstanceOf(Bounds.Violation.class)
        .hasMessage("query must not be empty");
    assertThatThrownBy(() -> new Document("a", text, text, Map.of())).hasMessage("title and text are both empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "\u200Ba", "가", ".", "\u0301", "🏴", "\uFFFD"})
  void one_letter_is_enough(String text) {
    assertThat(CodePoints.isBlank(text)).isFalse();
  }

  @Test
  void a_title_alone_is_a_document() {
    assertThat(new Document("a", "A title", "\u200B", Map.of()).title()).isEqualTo("A title");
  }
}
