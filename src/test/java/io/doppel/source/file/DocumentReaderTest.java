package io.doppel.source.file;

import io.doppel.source.Format;
import io.doppel.source.SourceLine;
import io.doppel.source.SourceRecord;
import io.doppel.source.extraction.Written;
import io.doppel.text.Document;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class DocumentReaderTest {

  @TempDir Path folder = Path.of("");

  private static List<SourceRecord> all(DocumentReader reader) throws IOException {
    List<SourceRecord> readings = new ArrayList<>();
    try (reader) {
      reader.forEachRemaining(readings::add);
    }
    return readings;
  }

  private List<SourceRecord> read(String name, byte[] content, @Nullable Format format) throws IOException {
    Path file = Files.write(folder.resolve(name), content);
    return all(DocumentReader.open(List.of(file.toString()), format));
  }

  /// One line a reading: `line id|title|text|fields` or `line! reason`.
  private static String shown(List<SourceRecord> readings) {
    StringBuilder lines = new StringBuilder();
    for (SourceRecord reading : readings) {
      lines.append(
          switch (reading) {
            case SourceRecord.Accepted(Document d, SourceLine where) ->
                "%d %s|%s|%s|%s\n".formatted(where.line(), d.id(), d.title(), d.text(), d.fields());
            case SourceRecord.Rejected(SourceLine where, String reason, String _) ->
                "%d! %s\n".formatted(where.line(), reason);
          });
    }
    return lines.toString();
  }

  private String shown(String name, String content) throws IOException {
    return shown(read(name, content.getBytes(UTF_8), null));
  }

  @Test
  void json_lines_become_documents_and_bad_lines_are_passed_with_a_reason() throws IOException {
    String content =
        """
        {"id":"a","title":"T","text":"Hello","lang":"en","n":1.50,"ok":true,"none":null,"tags":["x", {"y": 1e3}]}

        {"_id":"b","text":"BEIR","metadata":{"url": "u"}}
        {"text":"no id"}
        {"id":7,"text":"a number is fine"}
        {"id":"c","title":"only a title"}
        {"id":"d","text":"x","fields":{"lang":"ko","gone":null}}
        {"id":"e","_id":"f","text":"both"}
        {"id":"a","text":"x"
        {"id":"a","text":"x"} {"id":"b"}
        {"id":"a","id":"b","text":"x"}
        {"id":true,"text":"x"}
        {"id":"a","text":["x"]}
        {"id":"a","text":" ","title":""}
        {"id":"","text":"x"}
        {"id":"a","text":"\\ud83d half"}
        {"id":"a","text":"x","lang":"en","fields":{"lang":"ko"}}
        ["a"]
        null
        hello
        {"id":"z","text":"still here"}
        """;
    assertThat(shown("c.jsonl", content))
        .isEqualTo(
            """
            1 a|T|Hello|{lang=en, n=1.50, ok=true, tags=["x",{"y":1e3}]}
            3 b||BEIR|{metadata={"url":"u"}}
            4 c.jsonl:4||no id|{}
            5 7||a number is fine|{}
            6 c|only a title||{}
            7 d||x|{lang=ko}
            8 e||both|{_id=f}
            9! the line is not valid JSON at column 21: Unexpected end-of-input: expected close marker for Object
            10! the line goes on behind its JSON object
            11! the line is not valid JSON at column 15: Duplicate Object property "id"
            12! id must be a string, got a boolean
            13! text must be a string, got an array
            14! title and text are both empty
            15! id must be 1 to 512 characters long, got 0
            16! text holds half of a surrogate pair
            17! the field lang is given twice
            18! the line must be a JSON object, got an array
            19! the line must be a JSON object, got null
            20! the line is not valid JSON at column 1: Unrecognized token 'hello': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')
            21 z||still here|{}
            """);
  }

  @Test
  void deep_nesting_is_refused() throws IOException {
    String content = "{\"text\":\"x\",\"deep\":" + "[".repeat(100_000) + "}\n{\"id\":\"b\",\"text\":\"y\"}";
    assertThat(shown("c.jsonl", content)).startsWith("1! the line is not valid JSON").endsWith("2 b||y|{}\n");
  }

  @Test
  void csv_keeps_quoted_line_ends_and_goes_on_after_bad_records() throws IOException {
    String content =
        """
        \uFEFFID,title,Text,lang
        a,T,"He said ""hi"", then
        left",en
        b,,5" disk,
        c,T,x
        d,T,x,en,more

        ,T,no id,ko
        "e"x,T,x,en
        f,,,en
        g,T,"never closed,en
        h,T,fine,en
        """;
    assertThat(shown("c.csv", content.replace("\n", "\r\n")))
        .isEqualTo(
            """
            2 a|T|He said "hi", then
            left|{lang=en}
            4 b||5" disk|{}
            5! the record has 3 columns, the header has 4
            6! the record has 5 columns, the header has 4
            8 c.csv:8|T|no id|{lang=ko}
            9! a quote that opens in this line is not closed at the end of its field
            10! title and text are both empty
            11! a quote that opens in this line is not closed at the end of its field
            12 h|T|fine|{lang=en}
            """);
  }

  @Test
  void tsv_is_csv_with_tabs() throws IOException {
    assertThat(shown("c.tsv", "_id\ttext\t\nq1\t\"a\tb\"\tx\nq2\tc, d\t\n"))
        .isEqualTo("2 q1||a\tb|{column_3=x}\n3 q2||c, d|{}\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id,title,body | 0! the file has no column text; its columns are: id, title, body",
        "id,text,lang,lang | 0! the header names the column lang twice",
        "id,Text,text | 0! the header names the column text twice",
      })
  void a_bad_header_rejects_the_file(String header, String expected) throws IOException {
    assertThat(shown("c.csv", header + "\na,b,c,d\n")).isEqualTo(expected + "\n");
  }

  @Test
  void lines_are_documents_of_their_own() throws IOException {
    assertThat(shown(read("c.txt", "one\r\n\n  \n두 번째\n".getBytes(UTF_8), Format.LINES)))
        .isEqualTo("1 c.txt:1||one|{}\n4 c.txt:4||두 번째|{}\n");
  }

  @Test
  void a_text_file_is_one_document_as_it_stands() throws IOException {
    assertThat(read("The Tides.txt", "\uFEFF one\r\ntwo\n".getBytes(UTF_8), null))
        .containsExactly(
            new SourceRecord.Accepted(
                new Document("The Tides.txt", "The Tides", " one\r\ntwo\n", Map.of()),
                new SourceLine(folder.resolve("The Tides.txt").toString(), 0)));
    assertThat(shown("e.txt", " \n")).isEqualTo("0! the file is empty\n");
  }

  @Test
  void invalid_utf8_is_reported_with_its_line_and_byte() throws IOException {
    byte[] korean = "good\n{\"text\":\"조수\"}\ngood \uFFFD\n".getBytes(Charset.forName("EUC-KR"));
    String reason =
        "the line is not valid UTF-8: byte 0xC1 at offset 9 (convert other encodings first, as with: iconv "
            + "-f CP949 -t UTF-8)";
    assertThat(shown(read("c.txt", korean, Format.LINES)))
        .isEqualTo("1 c.txt:1||good|{}\n2! " + reason + "\n3 c.txt:3||good ?|{}\n");
    assertThat(shown(read("c.txt", korean, Format.TEXT))).isEqualTo("2! " + reason + "\n");
    assertThat(shown("c.jsonl", "{\"id\":\"a\",\"text\":\"a true \uFFFD\"}")).isEqualTo("1 a||a true \uFFFD|{}\n");
  }

  @Test
  void a_line_over_the_bound_is_skipped_and_its_beginning_kept() throws IOException {
    String lines = "x".repeat(300_000) + "\nshort\r\n" + "y".repeat(100_000) + "\r\n" + "z".repeat(100_001);
    byte[] content = lines.getBytes(UTF_8);
    try (DocumentReader reader =
        DocumentReader.open(List.of("-"), Format.LINES, new ByteArrayInputStream(content), 100_000)) {
      assertThat(reader.bytesTotal()).isEqualTo(-1);
      assertThat(reader.next())
          .isEqualTo(
              new SourceRecord.Rejected(
                  new SourceLine("standard input", 1),
                  "the line is longer than 100000 bytes",
                  "x".repeat(SourceRecord.Rejected.MAX_RAW)));
      assertThat(reader.next())
          .isEqualTo(new SourceRecord.Accepted(Document.of("stdin:2", "short"), new SourceLine("standard input", 2)));
      assertThat(reader.next()).isInstanceOf(SourceRecord.Accepted.class);
      assertThat(reader.next()).isInstanceOf(SourceRecord.Rejected.class);
      assertThat(reader.hasNext()).isFalse();
      assertThat(reader.bytesRead()).isEqualTo(content.length);
    }
  }

  @Test
  void a_quote_that_swallows_the_file_costs_one_line() throws IOException {
    StringBuilder content = new StringBuilder("id,text\nbad,\"open\n");
    for (int i = 0; i < 20_000; i++) {
      content.append(i).append(",line\n");
    }
    InputStream in = new ByteArrayInputStream(content.toString().getBytes(UTF_8));
    List<SourceRecord> readings = all(DocumentReader.open(List.of("-"), Format.CSV, in, 10_000));
    assertThat(readings).hasSize(20_001);
    assertThat(readings.getFirst()).isInstanceOf(SourceRecord.Rejected.class);
    assertThat(readings.subList(1, readings.size())).allMatch(SourceRecord.Accepted.class::isInstance);
  }

  @Test
  void a_quote_in_every_line_costs_each_line_once() {
    // Nearly every line may be the first of a record that goes on to the end.
    String content = "id,text\n" + "b\",\"x\n".repeat(200_000) + "b,fine\n";
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          InputStream in = new ByteArrayInputStream(content.getBytes(UTF_8));
          List<SourceRecord> readings = all(DocumentReader.open(List.of("-"), Format.CSV, in, 1 << 20));
          assertThat(readings.getLast()).isInstanceOf(SourceRecord.Accepted.class);
        });
  }

  @Test
  void a_carriage_return_alone_ends_no_record_without_a_word() throws IOException {
    assertThat(shown("c.csv", "id,text\n1,first half\rsecond half\n2,\"a\rb\"\n3,c\n"))
        .isEqualTo(
            """
            2! a carriage return stands alone in this line; put quotes around the field that has it
            3 2||a\rb|{}
            4 3||c|{}
            """);
  }

  @Test
  void standard_input_is_json_lines_unless_told_otherwise() throws IOException {
    InputStream in = new ByteArrayInputStream("{\"text\":\"x\"}".getBytes(UTF_8));
    assertThat(shown(all(DocumentReader.open(List.of("-"), null, in, 1000)))).isEqualTo("1 stdin:1||x|{}\n");
  }

  @Test
  void a_folder_is_read_in_order_without_hidden_and_unknown_files() throws IOException {
    Files.createDirectories(folder.resolve("b/.git"));
    Files.createDirectories(folder.resolve("c"));
    Files.writeString(folder.resolve("b/two.txt"), "two");
    Files.writeString(folder.resolve("b/.git/x.txt"), "hidden");
    Files.writeString(folder.resolve(".hidden.txt"), "hidden");
    Files.writeString(folder.resolve("a.jsonl"), "{\"text\":\"one\"}");
    Files.writeString(folder.resolve("picture.png"), "?");
    Files.writeString(folder.resolve("c/three.md"), "three");
    try (DocumentReader reader = DocumentReader.open(List.of(folder.toString()))) {
      List<SourceRecord> readings = new ArrayList<>();
      reader.forEachRemaining(readings::add);
      assertThat(shown(readings))
          .isEqualTo("1 a.jsonl:1||one|{}\n0 b/two.txt|two|two|{}\n0 c/three.md|three|three|{}\n");
      assertThat(reader.skippedFiles()).isEqualTo(1);
      assertThat(reader.bytesTotal()).isEqualTo(22);
      assertThat(reader.bytesRead()).isEqualTo(22);
    }
  }

  @Test
  void gzip_is_unpacked_and_counted_as_it_lies_on_the_disk() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int part = 0; part < 2; part++) {
      try (OutputStream out = new GZIPOutputStream(bytes)) {
        out.write("{\"text\":\"part %d\"}\n".formatted(part).getBytes(UTF_8));
      }
    }
    Path file = Files.write(folder.resolve("c.jsonl.gz"), bytes.toByteArray());
    try (DocumentReader reader = DocumentReader.open(List.of(file.toString()))) {
      List<SourceRecord> readings = new ArrayList<>();
      reader.forEachRemaining(readings::add);
      assertThat(shown(readings)).isEqualTo("1 c.jsonl.gz:1||part 0|{}\n2 c.jsonl.gz:2||part 1|{}\n");
      assertThat(reader.bytesRead()).isEqualTo(reader.bytesTotal()).isEqualTo(bytes.size());
    }
  }

  @Test
  void nothing_behind_what_is_compressed_is_lost_without_a_word_and_empty_parts_are_passed_over() throws IOException {
    ByteArrayOutputStream empty = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(empty)) {
      out.flush();
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < 50_000; i++) {
      bytes.writeBytes(empty.toByteArray());
    }
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write("one\n".getBytes(UTF_8));
    }
    bytes.writeBytes("two\n".getBytes(UTF_8));
    assertThat(shown(read("a.lines.gz", bytes.toByteArray(), Format.LINES)))
        .startsWith("1 a.lines.gz:1||one|{}\n0! the file cannot be read to its end: Not in GZIP format");
  }

  @Test
  void a_file_that_breaks_off_is_rejected_and_the_next_one_is_read() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write("word ".repeat(100).getBytes(UTF_8));
    }
    byte[] broken = Arrays.copyOf(bytes.toByteArray(), bytes.size() - 9);
    Path first = Files.write(folder.resolve("a.txt.gz"), broken);
    Path second = Files.writeString(folder.resolve("b.txt"), "fine");
    assertThat(shown(all(DocumentReader.open(List.of(first.toString(), second.toString())))))
        .isEqualTo("0! the file cannot be read to its end: its compressed data ends too early\n0 b.txt|b|fine|{}\n");
  }

  @Test
  void documents_of_a_folder_are_read_and_broken_ones_rejected_by_name() throws IOException {
    Files.write(folder.resolve("a.pdf"), Written.pdf("First page.", "Second page."));
    Files.write(folder.resolve("b.docx"), Written.docx(Written.paragraph("밀물과 썰물")));
    Files.writeString(folder.resolve("c.docx"), "no archive");
    Files.writeString(folder.resolve("d.html"), "<title>The sea</title><p>It rises.");
    assertThat(shown(all(DocumentReader.open(List.of(folder.toString())))))
        .isEqualTo(
            """
            0 a.pdf|a|First page.

            \fSecond page.|{}
            0 b.docx|b|밀물과 썰물|{}
            0! it is damaged or no Word document (.docx)
            0 d.html|The sea|It rises.|{}
            """);
  }

  @Test
  void what_cannot_be_read_at_all_is_refused_at_once() throws IOException {
    Path unknown = Files.writeString(folder.resolve("notes.xyz"), "?");
    assertThatThrownBy(() -> DocumentReader.open(List.of(unknown.toString())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the name of %s does not tell its format; give one of jsonl, csv, tsv, lines, text, pdf, docx, "
                + "odt, rtf, html, hwp, hwpx, doc, pptx, xlsx, epub, markdown, latex, eml",
            unknown);
    assertThatThrownBy(() -> DocumentReader.open(List.of("nowhere.jsonl")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage("nowhere.jsonl: there is no such file or folder");
    assertThatThrownBy(() -> DocumentReader.open(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no file to read");
  }

  @Test
  void a_rejection_shows_place_and_reason_in_one_sentence() {
    SourceRecord.Rejected rejected =
        new SourceRecord.Rejected(
            new SourceLine("c.jsonl", 7),
            "text must be a string, got a number",
            "x".repeat(65_535) + "😀");
    assertThat(rejected.sentence()).isEqualTo("c.jsonl:7: text must be a string, got a number");
    assertThat(rejected.raw()).hasSize(65_535);
  }

  @Test
  void nothing_is_read_after_closing() throws IOException {
    Path file = Files.writeString(folder.resolve("c.jsonl"), "{\"text\":\"a\"}\n{\"text\":\"b\"}");
    DocumentReader reader = DocumentReader.open(List.of(file.toString()));
    reader.next();
    reader.close();
    assertThat(reader.hasNext()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "a.jsonl,JSONL", "A.NDJSON,JSONL", "a.csv.gz,CSV", "a.tsv,TSV", "a.b.md, MARKDOWN", "a.json,", "txt,", "a.gz,"
  })
  void the_extension_tells_the_format(String name, @Nullable Format format) {
    assertThat(Format.ofName(name).orElse(null)).isEqualTo(format);
  }
}
