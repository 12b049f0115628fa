package io.doppel.source.extraction.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.source.extraction.Extractor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.junit.jupiter.api.Test;

class ColumnsTest {

  private static final List<String> LEFT =
      List.of(
          "The lighthouse on the cape was built",
          "after three ships had been lost on the",
          "rocks in a single winter. Its lamp was",
          "trimmed by hand every four hours, and",
          "the keeper lived with his family inside",
          "the tower and grew potatoes behind it.");

  private static final List<String> RIGHT =
      List.of(
          "When the coast was wired, the lamp was",
          "replaced and the keeper was sent home,",
          "though he came back every summer to",
          "paint the door. Today the tower is a",
          "museum which opens on Sundays, and the",
          "lamp can be seen from the harbour wall.");

  /// A line of text on a page, by its place in points from the left and from below.
  private record Line(float x, float y, String text) {}

  private static String read(List<Line> lines) throws IOException {
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage();
      document.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 11);
        for (Line line : lines) {
          content.beginText();
          content.newLineAtOffset(line.x, line.y);
          content.showText(line.text);
          content.endText();
        }
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      document.save(bytes);
      String text = Extractor.PDF.read(new ByteArrayInputStream(bytes.toByteArray())).text();
      return text.replaceAll("\\s+", " ");
    }
  }

  private static List<Line> acrossBoth(List<String> left, List<String> right) {
    return IntStream.range(0, left.size())
        .boxed()
        .flatMap(
            i ->
                Stream.of(
                    new Line(72, 700 - 14 * i, left.get(i)), new Line(320, 700 - 14 * i, right.get(i))))
        .toList();
  }

  private static List<Line> with(Line first, List<Line> lines, Line last) {
    List<Line> all = new ArrayList<>(lines);
    all.addFirst(first);
    all.addLast(last);
    return all;
  }

  @Test
  void two_columns_that_a_program_wrote_line_by_line_across_both_are_read_one_after_the_other() throws IOException {
    Line title = new Line(72, 730, "On lighthouses of the northern coast, and on those who kept them in those days");
    Line foot = new Line(72, 560, "This paper was read to the society of the harbour in the spring of the last year.");
    assertThat(read(with(title, acrossBoth(LEFT, RIGHT), foot)))
        .isEqualTo("%s %s %s %s".formatted(title.text, String.join(" ", LEFT), String.join(" ", RIGHT), foot.text));
  }

  @Test
  void two_columns_that_stand_one_after_the_other_in_the_file_stay_so() throws IOException {
    List<Line> mixed = acrossBoth(LEFT, RIGHT);
    List<Line> apart =
        Stream.concat(
                mixed.stream().filter(line -> line.x < 100), mixed.stream().filter(line -> line.x > 100))
            .toList();
    assertThat(read(apart)).isEqualTo("%s %s".formatted(String.join(" ", LEFT), String.join(" ", RIGHT)));
  }

  @Test
  void a_table_is_read_by_its_rows() throws IOException {
    List<String> names = List.of("oak", "beech", "birch", "maple", "ash", "lime");
    List<String> heights = List.of("40 m", "35 m", "25 m", "30 m", "35 m", "33 m");
    assertThat(read(acrossBoth(names, heights)))
        .isEqualTo("oak 40 m beech 35 m birch 25 m maple 30 m ash 35 m lime 33 m");
    List<String> questions =
        List.of("When was the lighthouse built?", "Who kept its lamp at night?", "What did the lamp burn then?",
            "Where did the keeper live then?", "When was the coast wired at last?");
    List<String> answers =
        List.of("It was built in the year 1871.", "The keeper and his eldest son.", "It burned the oil of whales.",
            "He lived in the tower itself.", "It was wired after the war.");
    assertThat(read(acrossBoth(questions, answers)))
        .startsWith("When was the lighthouse built? It was built in the year 1871. Who kept its lamp at night?");
  }

  @Test
  void one_column_is_left_as_it_is() throws IOException {
    List<Line> lines =
        IntStream.range(0, 8)
            .mapToObj(i -> new Line(72, 700 - 14 * i, LEFT.get(i % 6) + " " + RIGHT.get(i % 6)))
            .toList();
    assertThat(read(lines)).isEqualTo(String.join(" ", lines.stream().map(Line::text).toList()));
  }
}
