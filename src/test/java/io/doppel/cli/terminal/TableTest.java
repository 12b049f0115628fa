package io.doppel.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {

  @Test
  void a_column_is_as_wide_as_what_it_holds_and_the_last_one_wraps() {
    assertThat(printed(60, "a-longer-name.txt:1", "The quick brown fox jumps over the lazy dog."))
        .isEqualTo(
            """
            score  id                   text
            0.5    a-longer-name.txt:1  The quick brown fox jumps over
                                        the lazy dog.
            """);
  }

  @Test
  void what_has_no_room_is_cut_in_its_middle_with_a_mark() {
    assertThat(printed(44, "a-rather-long-name-of-a-file.txt:17", "text"))
        .isEqualTo(
            """
            score  id               text
            0.5    a-rathe….txt:17  text
            """);
  }

  @Test
  void wide_letters_count_double() {
    assertThat(printed(60, "질문.txt:1", "조수"))
        .isEqualTo(
            """
            score  id          text
            0.5    질문.txt:1  조수
            """);
    assertThat(printed(44, "아주아주긴이름의파일.txt:17", "x")).contains("….txt:17 ");
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 40, 60, 80, 200})
  void no_line_is_wider_than_the_terminal_while_the_least_columns_fit(int columns) {
    String table =
        printed(
            columns,
            "an-id-that-is-long-enough-to-need-room",
            "words ".repeat(30) + "oneverylongwordwithoutanyspaceinit".repeat(4));
    assertThat(table.lines().mapToInt(Terminal::width).max().orElse(0))
        .isLessThanOrEqualTo(Math.max(columns, 2 * 2 + 5 + 2 + 20));
  }

  @Test
  void nothing_is_cut_or_wrapped_where_no_terminal_is() {
    String before = System.setProperty("doppel.columns", "0");
    try {
      String text = "words ".repeat(100).strip();
      assertThat(
              printed(Terminal.columns(), "an-id-that-is-long-enough-to-need-room".repeat(3), text))
          .hasLineCount(2)
          .contains(text)
          .doesNotContain("…");
    } finally {
      if (before == null) {
        System.clearProperty("doppel.columns");
      } else {
        System.setProperty("doppel.columns", before);
      }
    }
  }

  @Test
  void a_cell_is_one_line_and_gives_no_orders() {
    assertThat(printed(80, "a\nb\tc\u001b[2J", "x\u009by")).contains("a b c [2J  x\\u009by");
  }

  private static String printed(int columns, String id, String text) {
    StringWriter out = new StringWriter();
    Table table = Table.of(columns, List.of("score", "id", "text"), 5, 2);
    table.add("0.5", id, text);
    table.print(new PrintWriter(out));
    return out.toString();
  }
}
