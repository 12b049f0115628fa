package io.doppel.source.extraction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.doppel.source.extraction.content.Extracted;
import io.doppel.source.extraction.content.Unread;
import io.doppel.source.extraction.limit.ExtractionException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class OfficeFilesTest {

  private static Extracted read(Extractor extractor, byte[] file) throws IOException {
    return extractor.read(new ByteArrayInputStream(file));
  }

  private static List<String> unread(Extracted read) {
    return read.unread().stream().map(Unread::sentence).toList();
  }

  @Test
  void slides_are_read_as_they_are_shown_with_their_speaker_notes_behind_them() throws IOException {
    String table =
        "<p:graphicFrame><a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>low</a:t></a:r></a:p></a:txBody></a:tc><a:tc>"
            + "<a:txBody><a:p><a:r><a:t>high</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></p:graphicFrame>";
    String picture = "<p:pic><p:nvPicPr><p:cNvPr id=\"3\" name=\"b\"/></p:nvPicPr><p:blipFill><a:blip/>"
        + "</p:blipFill></p:pic>";
    byte[] file =
        Packed.pptx(
            List.of(
                Packed.slide(Packed.shape("title", "On Tides") + Packed.shape("body", "The sea", "rises.")
                    + Packed.shape("sldNum", "1")),
                Packed.slide(table + picture),
                Packed.slide(Packed.shape("", "Nobody is shown this.")).replace("<p:sld ", "<p:sld show=\"0\" ")),
            Packed.shape("sldImg", "") + Packed.shape("body", "Say it slowly."));
    Extracted read = read(Extractor.PPTX, file);
    assertThat(read.text()).isEqualTo("On Tides\n\nThe sea\n\nrises.\n\n\flow\thigh\n\n\fSay it slowly.");
    assertThat(read.unseen()).isEqualTo("Nobody is shown this.");
    assertThat(unread(read)).containsExactly("1 picture", "1 header or footer");
  }

  @Test
  void sheets_are_read_row_by_row_with_numbers_as_they_are_shown() throws IOException {
    String styles =
        "<numFmts><numFmt numFmtId=\"164\" formatCode=\"0.0&quot; m&quot;\"/><numFmt numFmtId=\"165\" "
            + "formatCode=\";;;\"/></numFmts>"
            + "<fonts><font/><font><color rgb=\"FFFFFFFF\"/></font></fonts>"
            + "<fills><fill><patternFill patternType=\"none\"/></fill><fill><patternFill "
                + "patternType=\"solid\"/></fill></fills>"
            + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"10\"/><xf numFmtId=\"164\"/>"
                + "<xf numFmtId=\"165\"/>"
            + "<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\"/><xf numFmtId=\"0\" fontId=\"1\" fillId=\"1\"/></cellXfs>";
    String tides =
        "<cols><col min=\"5\" max=\"5\" hidden=\"1\"/></cols><sheetData>"
            + "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"inlineStr\"><is><t>level</t></is></c></row>"
            + "<row r=\"2\"><c r=\"A2\" s=\"1\"><v>45292</v></c><c r=\"B2\" s=\"2\"><v>0.125</v></c><c "
                + "r=\"C2\" s=\"3\"><v>2.25</v></c>"
            + "<c r=\"D2\"><v>0.30000000000000004</v></c><c r=\"E2\"><v>99</v></c><c r=\"F2\" t=\"b\"><v>1</v>"
                + "</c></row>"
            + "<row r=\"3\" hidden=\"1\"><c r=\"A3\"><v>7</v></c></row>"
            + "<row r=\"4\"><c r=\"A4\" s=\"4\"><v>8</v></c><c r=\"B4\" s=\"5\"><v>9</v></c><c r=\"C4\" "
                + "s=\"6\"><v>10</v></c>"
            + "<c r=\"D4\"><f>SUM(A1)</f></c></row></sheetData><headerFooter/>";
    byte[] file =
        Packed.xlsx(
            "<si><r><t>wa</t></r><r><t>ter</t></r><rPh><t>reading</t></rPh></si>",
            styles,
            "name=\"Tides\"",
            tides,
            "name=\"Secret\" state=\"veryHidden\"",
            "<sheetData><row><c><v>1</v></c></row></sheetData>");
    Extracted read = read(Extractor.XLSX, file);
    assertThat(read.text()).isEqualTo("Tides\n\nwater\tlevel\n1/1/24\t12.50%\t2.3 m\t0.3\tTRUE\n10");
    assertThat(read.unseen()).isEqualTo("99 \n7 \n8 9 \nSecret\n1");
    assertThat(unread(read)).containsExactly("1 header or footer", "1 formula");
  }

  @Test
  void signs_that_xml_writes_as_entities_may_be_as_many_as_they_like() throws IOException {
    String signs = "Low &amp; high. ".repeat(100_001);
    byte[] sheet =
        Packed.xlsx(
            "<si><t>%s</t></si>".formatted(signs),
            "",
            "name=\"Tides\"",
            "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row></sheetData>");
    assertThat(read(Extractor.XLSX, sheet).text()).hasSizeGreaterThan(1_000_000);
    assertThat(read(Extractor.DOCX, Written.docx(Written.paragraph(signs))).text()).hasSizeGreaterThan(1_000_000);
    assertThat(read(Extractor.ODT, Written.odt("<text:p>%s</text:p>".formatted(signs))).text())
        .hasSizeGreaterThan(1_000_000);
    String deep = Packed.text("Deep.");
    for (int i = 0; i < 30; i++) {
      deep =
          "<hp:tbl><hp:tr><hp:tc><hp:subList>%s</hp:subList></hp:tc></hp:tr></hp:tbl>"
              .formatted(Packed.paragraph(deep));
    }
    assertThat(read(Extractor.HWPX, Packed.hwpx("", Packed.paragraph(deep))).text()).isEqualTo("Deep.");
  }

  @Test
  void a_document_of_hangul_in_xml_is_read_in_its_order_with_notes_behind_it() throws IOException {
    String note =
        "<hp:ctrl><hp:footNote><hp:subList>%s</hp:subList></hp:footNote></hp:ctrl>"
            .formatted(Packed.paragraph(Packed.text("각주")));
    String table =
        ("<hp:tbl><hp:tr><hp:tc><hp:subList>%s</hp:subList></hp:tc><hp:tc><hp:subList>%s</hp:subList></hp:tc>"
                + "</hp:tr></hp:tbl>")
            .formatted(Packed.paragraph(Packed.text("간조")), Packed.paragraph(Packed.text("만조")));
    String box = "<hp:rect><hp:drawText><hp:subList>%s</hp:subList></hp:drawText></hp:rect>"
            .formatted(Packed.paragraph(Packed.text("글상자")));
    String head = "<hp:ctrl><hp:header><hp:subList>%s</hp:subList></hp:header></hp:ctrl>"
            .formatted(Packed.paragraph(Packed.text("머리말")));
    byte[] file =
        Packed.hwpx(
            "<hh:charPr id=\"0\" textColor=\"#000000\" shadeColor=\"none\"/><hh:charPr id=\"7\" "
                + "textColor=\"#FFFFFF\" shadeColor=\"none\"/>",
            Packed.paragraph(
                head + Packed.text("밀물과<hp:lineBreak/>썰물") + note
                    + Packed.text("은 온다.")),
            Packed.paragraph(table + box + Packed.text("앞") + "<hp:equation><hp:script>x over 2</hp:script>"
                + "</hp:equation><hp:pic/>")
                + "<hp:p><hp:run charPrIDRef=\"7\">%s</hp:run></hp:p>".formatted(Packed.text("숨은 글"))
                + Packed.paragraph(Packed.text("끝<hp:deleteBegin/>지움<hp:deleteEnd/>.")));
    Extracted read = read(Extractor.HWPX, file);
    assertThat(read.text()).isEqualTo("밀물과\n썰물은 온다.\n\n앞\n\n간조\t만조\n\n글상자\n\n끝.\n\n각주");
    assertThat(read.unseen()).isEqualTo("숨은 글");
    assertThat(unread(read)).containsExactly("1 picture", "1 deleted passage", "1 header or footer", "1 formula");
  }

  @Test
  void notes_tables_and_text_boxes_of_a_hangul_document_stand_apart() throws IOException {
    String anchor = "\u000b0000000\u000b".substring(0, 8);
    byte[] shape = new byte[72];
    ByteBuffer.wrap(shape).order(ByteOrder.LITTLE_ENDIAN).putInt(52, 0xffffff).putInt(60, -1);
    byte[] shapes = new byte[2 * (4 + shape.length)];
    byte[] white = Packed.record(21, 0, shape);
    byte[] black = Packed.record(21, 0, new byte[72]);
    System.arraycopy(black, 0, shapes, 0, black.length);
    System.arraycopy(white, 0, shapes, black.length, white.length);
    byte[] runs = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putInt(0).putInt(0)
            .putInt(3).putInt(1).array();
    byte[] file =
        Packed.hwp(
            0,
            shapes,
            Packed.hwpParagraph(0, "밀물" + anchor + "은" + anchor + " 온다."),
            Packed.control(1, "fn  "),
            Packed.record(72, 2, new byte[16]),
            Packed.hwpParagraph(2, "각주"),
            Packed.control(1, "tbl "),
            Packed.record(77, 2, new byte[20]),
            Packed.cell(2, 0, 0),
            Packed.hwpParagraph(2, "가"),
            Packed.cell(2, 0, 1),
            Packed.hwpParagraph(2, "나"),
            Packed.cell(2, 1, 0),
            Packed.hwpParagraph(2, "다"),
            Packed.control(1, "head"),
            Packed.record(72, 2, new byte[16]),
            Packed.hwpParagraph(2, "머리말"),
            Packed.hwpParagraph(0, "보임숨음"),
            Packed.record(68, 1, runs),
            Packed.control(1, "gso "),
            Packed.record(76, 2, new byte[20]),
            Packed.record(72, 3, new byte[16]),
            Packed.hwpParagraph(3, "글상자"),
            Packed.control(1, "gso "),
            Packed.record(85, 3, new byte[20]));
    Extracted read = read(Extractor.HWP, file);
    assertThat(read.text()).isEqualTo("밀물은 온다.\n\n가\t나\n다\n\n보임숨\n\n글상자\n\n각주");
    assertThat(read.unseen()).isEqualTo("음");
    assertThat(unread(read)).containsExactly("1 picture", "1 header or footer");
  }

  @Test
  void what_is_protected_is_refused_with_a_sentence() throws IOException {
    byte[] locked = Packed.hwp(2, new byte[0], Packed.hwpParagraph(0, "밀물"));
    assertThatExceptionOfType(ExtractionException.class)
        .isThrownBy(() -> read(Extractor.HWP, locked))
        .withMessage("it is protected by a password");
    byte[] encrypted =
        Written.zip(
            "Contents/section0.xml", "scrambled",
            "META-INF/manifest.xml", "<m><file-entry><encryption-data/></file-entry></m>");
    assertThatExceptionOfType(ExtractionException.class)
        .isThrownBy(() -> read(Extractor.HWPX, encrypted))
        .withMessage("it is protected by a password");
  }

  @Test
  void a_file_is_read_as_what_it_is_whatever_its_name_says() throws IOException {
    assertThat(read(Extractor.PDF,
        Written.docx(Written.paragraph("The sea rises."))).text()).isEqualTo("The sea rises.");
    assertThat(read(Extractor.DOCX, Written.hwp("밀물")).text()).isEqualTo("밀물");
    assertThat(read(Extractor.DOC, "{\\rtf1 The sea rises.}".getBytes(UTF_8)).text()).isEqualTo("The sea rises.");
    assertThat(read(Extractor.HTML, Written.pdf("The sea rises.")).text()).isEqualTo("The sea rises.");
  }

  @Test
  void what_stands_around_the_text_of_a_word_document_is_counted() throws IOException {
    Extracted read = read(Extractor.DOCX, Written.docxWithRemarks(Written.paragraph("The sea rises.")));
    assertThat(unread(read)).containsExactly("1 comment", "2 headers and footers");
  }

  @Test
  void notes_tables_and_hidden_letters_of_an_open_document_stand_apart() throws IOException {
    byte[] file =
        Written.odt(
            """
            <text:p>The sea<text:note><text:note-citation>1</text:note-citation><text:note-body>\
            <text:p>Or nearly.</text:p></text:note-body></text:note> rises.\
            <text:hidden-text text:string-value="Hidden."/></text:p>\
            <table:table xmlns:table="t"><table:table-row>\
            <table:table-cell><text:p>low</text:p></table:table-cell><table:table-cell>\
            <text:p>high</text:p></table:table-cell></table:table-row></table:table>\
            <text:p>End.<draw:frame xmlns:draw="d"><draw:text-box>\
            <text:p>In the box.</text:p></draw:text-box></draw:frame></text:p>""");
    Extracted read = read(Extractor.ODT, file);
    assertThat(read.text()).isEqualTo("The sea rises.\n\nlow\thigh\n\nEnd.\n\nIn the box.\n\nOr nearly.");
    assertThat(read.unseen()).isEqualTo("Hidden.");
  }

  @Test
  void headers_and_footers_of_rich_text_are_left_out() throws IOException {
    Extracted read =
        read(
            Extractor.RTF, "{\\rtf1 {\\header Head {\\b bold}\\par}{\\footerl Foot}The sea rises.\\par}"
                .getBytes(UTF_8));
    assertThat(read.text()).isEqualTo("The sea rises.");
    assertThat(unread(read)).containsExactly("2 headers and footers");
  }

  /// Written by LibreOffice 7.4 of a text for this test.
  @Test
  void a_word_document_of_before_2007_is_read_with_its_table_and_its_note_and_without_what_is_hidden()
      throws IOException {
    try (InputStream file = OfficeFilesTest.class.getResourceAsStream("/documents/tides.doc")) {
      Extracted read = Extractor.DOC.read(Objects.requireNonNull(file));
      assertThat(read.text())
          .isEqualTo(
              """
              On Tides

              The sea comes and goes twice a day. 밀물과 썰물은 하루에 두 번 온다.

              spring\thigh
              neap\tlow

              The moon does it.

              As the harbour master writes.""");
      assertThat(read.unseen()).isEqualTo("Nobody sees this.");
      assertThat(unread(read)).containsExactly("1 header or footer");
    }
  }
}
