package io.doppel.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class TerminalTextTest {

  @ParameterizedTest
  @CsvSource({
    "'\u001b]0;owned\u0007', '\\u001b]0;owned\\u0007'",
    "'x\u009b31mred', 'x\\u009b31mred'",
    "'a\u202etxt.exe', 'a\\u202etxt.exe'",
    "'\u2066a\u2069', '\\u2066a\\u2069'",
    "'\b\u007f', '\\u0008\\u007f'"
  })
  void orders_to_a_terminal_are_shown(String text, String shown) {
    assertThat(TerminalText.of(text)).isEqualTo(shown);
  }

  @Test
  void a_carriage_return_does_not_write_over_a_line() {
    assertThat(TerminalText.of("safe\rowned")).isEqualTo("safe\\u000downed");
    assertThat(TerminalText.of("one\r\ntwo\n\tthree")).isEqualTo("one\r\ntwo\n\tthree");
  }

  @ParameterizedTest
  @CsvSource({"한국어", "a b", "😀", "שלום\u200F", "e\u0301", "\\u001b"})
  void text_stays_as_it_is(String text) {
    assertThat(TerminalText.of(text)).isSameAs(text);
  }

  @Test
  void a_line_of_json_means_the_same() {
    StringWriter out = new StringWriter();
    PrintWriter safe = TerminalWriter.over(new PrintWriter(out));
    safe.println(JsonMapper.shared().writeValueAsString("\u001b\u009b\u202e\u007f한"));
    assertThat(out.toString()).doesNotContain("\u001b", "\u009b", "\u202e", "\u007f");
    assertThat(JsonMapper.shared().readTree(out.toString()).asString()).isEqualTo("\u001b\u009b\u202e\u007f한");
  }

  @Test
  void every_way_to_print_is_safe() {
    StringWriter out = new StringWriter();
    PrintWriter safe = TerminalWriter.over(new PrintWriter(out));
    safe.print('\u001b');
    safe.print("\u001b".toCharArray());
    safe.write(0x1b);
    safe.printf("%s", "\u001b");
    safe.append("\u001b").append('\u001b').flush();
    assertThat(out.toString()).isEqualTo("\\u001b".repeat(6));
  }
}
