package io.doppel.source.file;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.source.Format;
import io.doppel.source.SourceRecord;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files as other programs and other systems write them.
class ForeignFilesTest {

  private static final String UTF_16 =
      "the file is UTF-16, and text must be UTF-8; convert it first, as with: iconv -f UTF-16 -t UTF-8";

  @TempDir Path folder = Path.of("");

  @Test
  void lines_that_all_end_with_a_carriage_return_are_lines() throws IOException {
    assertThat(read("mac.csv", "id,text\ra,first text\rb,\"second\rtext\"\r".getBytes(UTF_8), null))
        .containsExactly("a: first text", "b: second\ntext");
    assertThat(
            read(
                "mac.jsonl",
                "{\"id\":\"a\",\"text\":\"one\"}\r{\"id\":\"b\",\"text\":\"two\"}".getBytes(UTF_8),
                null))
        .containsExactly("a: one", "b: two");
    assertThat(read("mac.lines", "one\r\rtwo\r".getBytes(UTF_8), Format.LINES))
        .containsExactly("mac.lines:1: one", "mac.lines:3: two");
  }

  @Test
  void a_carriage_return_within_a_line_is_no_line_end_where_others_are() throws IOException {
    assertThat(read("a.lines", "one\rstill one\ntwo\n".getBytes(UTF_8), Format.LINES))
        .containsExactly("a.lines:1: one\rstill one", "a.lines:2: two");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The quick brown fox.\nA second line.\n",
        "비밀번호를 잊어버렸습니다.\n어떻게 해야 하나요?\n",
        "id,text\n가,나 다\n"
      })
  void utf_16_is_refused_with_what_to_do_about_it(String text) throws IOException {
    for (String name : List.of("a.txt", "a.csv", "a.tsv", "a.jsonl", "a.md")) {
      assertThat(read(name, text.getBytes(UTF_16LE), null)).containsExactly("! " + UTF_16);
      assertThat(read(name, text.getBytes(UTF_16BE), null)).containsExactly("! " + UTF_16);
      assertThat(read(name, ("\uFEFF" + text).getBytes(UTF_16LE), null)).containsExactly("! " + UTF_16);
      assertThat(read(name, ("\uFEFF" + text).getBytes(UTF_16BE), null)).containsExactly("! " + UTF_16);
    }
  }

  @Test
  void a_zero_byte_costs_its_line() throws IOException {
    byte[] lines = "a good line of some length\nthis one\0breaks off\nanother good line\n".getBytes(UTF_8);
    assertThat(read("z.lines", lines, Format.LINES))
        .containsExactly(
            "z.lines:1: a good line of some length",
            "! the line is not text: byte 0x00 at offset 8",
            "z.lines:3: another good line");
    assertThat(read("z.txt", lines, null)).containsExactly("! the line is not text: byte 0x00 at offset 8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.csv", "a.tsv", "a.jsonl"})
  void a_byte_order_mark_is_no_letter(String name) throws IOException {
    String text =
        switch (name) {
          case "a.csv" -> "id,text\n1,one\n";
          case "a.tsv" -> "id\ttext\n1\tone\n";
          default -> "{\"id\":\"1\",\"text\":\"one\"}\n";
        };
    assertThat(read(name, ("\uFEFF" + text).getBytes(UTF_8), null)).containsExactly("1: one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id,text\n1,조수는 언제 들어오나요\n", "id,질문,text\n1,하나,둘\n"})
  void a_table_in_a_code_page_is_refused_with_what_to_do_about_it(String text) throws IOException {
    assertThat(read("ko.csv", text.getBytes(Charset.forName("x-windows-949")), null))
        .singleElement()
        .asString()
        .startsWith("! the line is not valid UTF-8: byte 0x")
        .endsWith("(convert other encodings first, as with: iconv -f CP949 -t UTF-8)");
  }

  @Test
  void a_korean_text_as_windows_wrote_it_is_read_letter_by_letter() throws IOException {
    String text = "조수는 언제 들어오나요?\r\n하루에 두 번.";
    assertThat(read("ko.txt", text.getBytes(Charset.forName("x-windows-949")), null))
        .containsExactly("ko.txt: " + text);
  }

  @Test
  void a_name_is_one_id_however_its_letters_are_put_together() throws IOException {
    String composed = "조수 표.txt";
    String decomposed = Normalizer.normalize(composed, Normalizer.Form.NFD);
    assertThat(read(decomposed, "one".getBytes(UTF_8), null))
        .isEqualTo(read(composed, "one".getBytes(UTF_8), null))
        .containsExactly("조수 표.txt: one");
  }

  @Test
  void a_folder_that_is_a_link_is_read_and_so_is_one_in_it() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Files.writeString(real.resolve("a.txt"), "one");
    Files.writeString(inner.resolve("b.txt"), "two");
    Files.createSymbolicLink(real.resolve("deeper"), inner);
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    assertThat(read(link, null)).containsExactly("a.txt: one", "deeper/b.txt: two");
  }

  @Test
  void links_in_a_circle_end() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Files.writeString(real.resolve("a.txt"), "one");
    Files.createSymbolicLink(real.resolve("self"), real);
    Files.createSymbolicLink(real.resolve("x.txt"), Path.of("y.txt"));
    Files.createSymbolicLink(real.resolve("y.txt"), Path.of("x.txt"));
    assertThat(read(real, null))
        .hasSize(3)
        .startsWith("a.txt: one")
        .filteredOn(line -> line.startsWith("! the file cannot be read"))
        .hasSize(2);
  }

  @Test
  void a_link_to_nothing_is_rejected_and_not_passed_over() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Files.createSymbolicLink(real.resolve("gone.txt"), Path.of("nowhere.txt"));
    assertThat(read(real, null)).containsExactly("! the file cannot be read to its end: it is gone");
  }

  private List<String> read(String name, byte[] content, @Nullable Format format) throws IOException {
    return read(Files.write(folder.resolve(name), content), format);
  }

  /// `id: text`, or `! reason`.
  private static List<String> read(Path path, @Nullable Format format) throws IOException {
    List<String> shown = new ArrayList<>();
    try (DocumentReader reader = DocumentReader.open(List.of(path.toString()), format)) {
      reader.forEachRemaining(
          reading ->
              shown.add(
                  switch (reading) {
                    case SourceRecord.Accepted(var document, _) -> document.id() + ": " + document.text();
                    case SourceRecord.Rejected rejected -> "! " + rejected.reason();
                  }));
    }
    return shown;
  }
}
