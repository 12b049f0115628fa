package io.doppel.source.extraction;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.doppel.source.extraction.content.Extracted;
import io.doppel.source.extraction.limit.ExtractionException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtractorTest {

  private static Extracted read(Extractor extractor, byte[] file) throws IOException {
    return extractor.read(new ByteArrayInputStream(file));
  }

  private static void refused(Extractor extractor, byte[] file, String reason) {
    assertThatExceptionOfType(ExtractionException.class).isThrownBy(() -> read(extractor, file)).withMessage(reason);
  }

  @Test
  void a_pdf_file_is_read_page_by_page_without_what_repeats_on_each() throws IOException {
    byte[] file =
        Written.pdf(
            "On Tides\nThe sea comes and goes twice a day for those who\nlive at its shores, and the infor-\n1",
            "On Tides\nmation stands in a book. It is well-known and\nwell-\nknown books last.\n2",
            "On Tides\nThird page.\n3");
    assertThat(read(Extractor.PDF, file).text())
        .isEqualTo(
            """
            The sea comes and goes twice a day for those who
            live at its shores, and the information
            \fstands in a book. It is well-known and
            well-known
            books last.

            \fThird page.""");
  }

  @Test
  void a_korean_pdf_file_is_read_without_its_font() throws IOException {
    byte[] file = Written.koreanPdf(List.of("밀물과 썰물은 하루에 두 번 온다.", "바다는 쉬지 않는다."));
    assertThat(read(Extractor.PDF, file).text()).isEqualTo("밀물과 썰물은 하루에 두 번 온다.\n바다는 쉬지 않는다.");
  }

  @Test
  void a_pdf_file_that_anybody_may_open_is_read_though_it_is_encrypted() throws IOException {
    assertThat(read(Extractor.PDF, Written.encryptedPdf("", "Open to all.")).text()).isEqualTo("Open to all.");
    refused(Extractor.PDF, Written.encryptedPdf("secret", "Closed."), "it is protected by a password");
  }

  @Test
  void a_pdf_file_without_text_is_refused_with_what_can_be_done() {
    assertThatExceptionOfType(ExtractionException.class)
        .isThrownBy(() -> read(Extractor.PDF, Written.pdf("", "")))
        .withMessageMatching(
            "it holds no text, and text recognition \\(OCR\\) found none in its pages"
                + "|it holds no text; scanned pages are read where Tesseract is installed .*");
  }

  @Test
  void a_word_document_is_read_without_what_was_deleted() throws IOException {
    byte[] file =
        Written.docx(
            Written.paragraph("On Tides")
                + "<w:p><w:r><w:t xml:space=\"preserve\">The sea </w:t></w:r><w:r><w:t>밀물</w:t><w:br/><w:t>rise"
                    + "s.</w:t></w:r>"
                + "<w:del w:id=\"1\" w:author=\"a\"><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
                + "<w:tbl><w:tr><w:tc>%s</w:tc><w:tc>%s</w:tc></w:tr></w:tbl>"
                    .formatted(Written.paragraph("low"), Written.paragraph("high")));
    assertThat(read(Extractor.DOCX, file).text()).isEqualTo("On Tides\n\nThe sea 밀물\nrises.\n\nlow\thigh");
  }

  @Test
  void a_hyphen_that_holds_a_line_together_is_kept() throws IOException {
    byte[] file = Written.docx("<w:p><w:r><w:t>A well</w:t><w:noBreakHyphen/><w:t>known tide</w:t></w:r></w:p>");
    assertThat(read(Extractor.DOCX, file).text()).isEqualTo("A well-known tide");
  }

  @Test
  void an_open_document_is_read() throws IOException {
    byte[] file =
        Written.odt(
            """
            <text:h text:outline-level="1">밀물</text:h><text:p>The sea<text:s/>rises.<text:line-break/>And falls.</text:p>\
            <text:list><text:list-item><text:p>first</text:p></text:list-item></text:list>""");
    assertThat(read(Extractor.ODT, file).text()).isEqualTo("밀물\n\nThe sea rises.\nAnd falls.\n\nfirst");
  }

  @Test
  void comments_headers_footers_and_deleted_text_are_left_out() throws IOException {
    String anchored =
        "<w:p><w:commentRangeStart w:id=\"0\"/><w:r><w:t>The sea rises.</w:t></w:r><w:commentRangeEnd w:id=\"0\"/>"
            + "<w:r><w:commentReference w:id=\"0\"/></w:r></w:p>";
    assertThat(read(Extractor.DOCX, Written.docxWithRemarks(anchored)).text()).isEqualTo("The sea rises.");
    byte[] odt =
        Written.odt(
            """
            <text:tracked-changes><text:changed-region><text:deletion><text:p>Deleted.</text:p></text:deletion>\
            </text:changed-region></text:tracked-changes><text:p>The sea<office:annotation><text:p>Remark.</text:p>\
            </office:annotation> rises.</text:p>""");
    assertThat(read(Extractor.ODT, odt).text()).isEqualTo("The sea rises.");
  }

  @Test
  void nothing_that_is_embedded_in_rich_text_is_text() throws IOException {
    String picture = "{\\pict\\pngblip 89504e470d0a1a0a0000000d49484452}";
    assertThat(read(Extractor.RTF, "{\\rtf1 The sea %s rises.}".formatted(picture).getBytes(US_ASCII)).text())
        .isEqualTo("The sea rises.");
  }

  @Test
  void rich_text_is_read_in_the_korean_code_page_too() throws IOException {
    byte[] file =
        ("{\\rtf1\\ansi\\ansicpg949{\\fonttbl{\\f0\\fcharset129 Batang;}}\\f0 The \\b sea\\b0  "
            + "\\'c7\\'d1\\'b1\\'db.\\par Next.\\par}")
            .getBytes(US_ASCII);
    assertThat(read(Extractor.RTF, file).text()).isEqualTo("The sea 한글.\n\nNext.");
  }

  @Test
  void rich_text_is_read_from_its_first_letter_whatever_stands_before() throws IOException {
    for (String start :
        List.of(
            "The lamp{\\b  is} lit",
            "\\f0 The lamp is lit",
            "{\\b The lamp} is lit",
            "{\\*\\generator Quill;}The lamp is lit",
            "\\u84?he lamp is lit")) {
      String file = "{\\rtf1\\ansi{\\fonttbl{\\f0 Batang;}}%s.\\par}".formatted(start);
      assertThat(read(Extractor.RTF, file.getBytes(US_ASCII)).text()).as(start).isEqualTo("The lamp is lit.");
    }
  }

  @Test
  void a_document_of_hangul_is_read() throws IOException {
    assertThat(read(Extractor.HWP, Written.hwp("밀물과 썰물", "바다는 쉬지 않는다.")).text())
        .isEqualTo("밀물과 썰물\n\n바다는 쉬지 않는다.");
  }

  @Test
  void a_web_page_is_read_without_what_is_not_its_text() throws IOException {
    String page =
        """
        <!doctype html><html><head><title> On Tides &amp; Moons </title><style>p { color: red }</style></head><body>
        <nav>Home</nav><script>alert("gone")</script><div>One</div><div>two</div><p>The <b>sea</b>
        rises&nbsp;and fa&shy;lls<br>slowly.<ul><li>a<li>b</ul><table><tr><td>1<td>2<tr><td>3</table><pre>x
        y</pre></body></html>""";
    Extracted read = read(Extractor.HTML, page.getBytes(UTF_8));
    assertThat(read.title()).isEqualTo("On Tides & Moons");
    assertThat(read.text())
        .isEqualTo("One\n\ntwo\n\nThe sea rises and falls\nslowly.\n\na\nb\n\n1\t2\n3\n\nx\ny");
  }

  @Test
  void a_web_page_is_read_in_its_encoding_also_where_it_names_none() throws IOException {
    String page = "<title>밀물</title><p>우리는 한글로 쓴 문서를 읽는다. 인코딩은 적혀 있지 않다.";
    for (Charset charset : List.of(UTF_8, Charset.forName("EUC-KR"))) {
      Extracted read = read(Extractor.HTML, page.getBytes(charset));
      assertThat(read.title()).isEqualTo("밀물");
      assertThat(read.text()).isEqualTo("우리는 한글로 쓴 문서를 읽는다. 인코딩은 적혀 있지 않다.");
    }
  }

  @Test
  void the_name_of_an_encoding_stands_for_the_larger_one_as_in_browsers() throws IOException {
    String korean = "<meta charset=\"euc-kr\"><p>똠방각하와 뷁과 펲시콜라 이야기를 서울에서 들었습니다.";
    for (String name : List.of("euc-kr", "ks_c_5601-1987", "EUC-KR")) {
      assertThat(read(Extractor.HTML, korean.replace("euc-kr", name).getBytes(Charset.forName("x-windows-949"))).text())
          .isEqualTo("똠방각하와 뷁과 펲시콜라 이야기를 서울에서 들었습니다.");
    }
    String whole = "<html><head>" + korean.replace("<p>", "</head><body><p>") + "</body></html>";
    assertThat(read(Extractor.HTML, whole.getBytes(Charset.forName("x-windows-949"))).text())
        .isEqualTo("똠방각하와 뷁과 펲시콜라 이야기를 서울에서 들었습니다.");
    String wrong = "<meta charset=utf-8><p>우리는 한글로 쓴 문서를 읽는다. 인코딩은 적혀 있지 않다.";
    assertThat(read(Extractor.HTML, wrong.getBytes(Charset.forName("EUC-KR"))).text())
        .isEqualTo("우리는 한글로 쓴 문서를 읽는다. 인코딩은 적혀 있지 않다.");
    String western = "<meta charset=\"iso-8859-1\"><p>“The keeper’s café” – 5 €";
    assertThat(read(Extractor.HTML, western.getBytes(Charset.forName("windows-1252"))).text())
        .isEqualTo("“The keeper’s café” – 5 €");
    String japanese = "<meta charset=\"shift_jis\"><p>①髙い灯台の話を聞きました。";
    assertThat(read(Extractor.HTML, japanese.getBytes(Charset.forName("windows-31j"))).text())
        .isEqualTo("①髙い灯台の話を聞きました。");
    String chinese = "<meta charset=\"gb2312\"><p>朱镕基说灯塔的故事很長。";
    assertThat(read(Extractor.HTML, chinese.getBytes(Charset.forName("GB18030"))).text()).isEqualTo("朱镕基说灯塔的故事很長。");
  }

  @Test
  void text_boxes_of_a_word_document_are_read_once_behind_their_paragraph() throws IOException {
    String box = "<w:txbxContent>" + Written.paragraph("In the box.") + "</w:txbxContent>";
    String anchored =
        "<w:p><w:r><w:t>Around </w:t></w:r><w:r><mc:AlternateContent"
            + " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""
            + " xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\""
            + " xmlns:v=\"urn:schemas-microsoft-com:vml\">"
            + "<mc:Choice Requires=\"wps\"><w:drawing><wps:wsp><wps:txbx>"
            + box
            + "</wps:txbx></wps:wsp></w:drawing></mc:Choice>"
            + "<mc:Fallback><w:pict><v:textbox>"
            + box
            + "</v:textbox></w:pict></mc:Fallback>"
            + "</mc:AlternateContent></w:r><w:r><w:t>it.</w:t></w:r></w:p>";
    assertThat(read(Extractor.DOCX, Written.docx(anchored + Written.paragraph("Next."))).text())
        .isEqualTo("Around it.\n\nIn the box.\n\nNext.");
  }

  @Test
  void text_that_nobody_sees_is_told_apart() throws IOException {
    String shown = "The lamp is lit.";
    String run = "<w:r><w:rPr>%s</w:rPr><w:t xml:space=\"preserve\">%s</w:t></w:r>";
    Extracted docx =
        read(
            Extractor.DOCX,
            Written.docx(
                "<w:p>"
                    + run.formatted("", shown)
                    + run.formatted("<w:vanish/>", " Gone.")
                    + run.formatted("<w:vanish w:val=\"0\"/>", " Here.")
                    + "</w:p>"
                    + "<w:p>"
                    + run.formatted("<w:color w:val=\"FFFFFF\"/>", "White.")
                    + run.formatted(
                        "<w:color w:val=\"FFFFFF\"/><w:shd w:fill=\"000000\"/>", "On black.")
                    + "</w:p>"));
    assertThat(docx.text()).isEqualTo("The lamp is lit. Here.\n\nOn black.");
    assertThat(docx.unseen()).isEqualTo("Gone.\nWhite.");

    Extracted html =
        read(
            Extractor.HTML,
            ("<p>"
                    + shown
                    + "<span style='color:red; Display : none'>Gone <b>too</b>.</span> Here.<div hidden>Not "
                        + "<br>shown.</div><p>End.")
                .getBytes(UTF_8));
    assertThat(html.text()).isEqualTo("The lamp is lit. Here.\n\nEnd.");
    assertThat(html.unseen()).isEqualTo("Gone too.\nNot shown.");

    Extracted rtf =
        read(
            Extractor.RTF,
            ("{\\rtf1\\ansi\\ansicpg949{\\fonttbl{\\f0\\fcharset129 Batang;}}{\\stylesheet{\\s1\\v note;"
                + "}}\\f0 The lamp is lit.{\\v  Gone \\'c7\\'d1.} Here.\\v too\\v0  End.\\par}")
                .getBytes(US_ASCII));
    assertThat(rtf.text()).isEqualTo("The lamp is lit. Here. End.");
    assertThat(rtf.unseen()).isEqualTo("Gone 한.too");

    assertThat(read(Extractor.HTML, "<p>All is seen.".getBytes(UTF_8)).unseen()).isEmpty();
    assertThat(read(Extractor.RTF, "{\\rtf1 All is seen.}".getBytes(US_ASCII)).unseen()).isEmpty();
    assertThat(read(Extractor.PDF, Written.pdf("All is seen.")).unseen()).isEmpty();
  }

  @Test
  void white_and_undrawn_letters_of_a_pdf_file_are_told_apart() throws IOException {
    String text = "BT /F 12 Tf 72 %d Td %s (%s) Tj ET\n";
    String page =
        text.formatted(700, "0 g", "The lamp is lit.")
            + "q " + text.formatted(680, "1 g", "White words.") + "Q "
            + text.formatted(660, "1 1 1 rg 0 Tr", "More white.")
            + "0 0 .5 rg 60 630 300 20 re f " + text.formatted(640, "1 1 1 rg", "On blue.")
            + text.formatted(620, "0 g 3 Tr", "Undrawn.")
            + text.formatted(600, "0 g 0 Tr", "End.");
    Extracted read = read(Extractor.PDF, Written.pdfOf(page));
    assertThat(read.text()).isEqualTo("The lamp is lit.\n\nOn blue.\n\nEnd.");
    assertThat(read.unseen()).isEqualTo("White words. More white. Undrawn.");
    // What text recognition writes behind a scan is all that can be read of it.
    assertThat(
            read(Extractor.PDF, Written.pdfOf(text.formatted(700, "3 Tr", "Recognized."))).text())
        .isEqualTo("Recognized.");
    String scan = "q 612 0 0 792 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q ";
    assertThat(
            read(
                    Extractor.PDF,
                    Written.pdfOf(
                        scan
                            + text.formatted(700, "3 Tr", "Recognized.")
                            + text.formatted(20, "0 Tr", "Stamp.")))
                .text())
        .contains("Recognized.", "Stamp.");
  }

  @Test
  void notes_of_rich_text_stand_behind_it() throws IOException {
    for (String group : List.of("\\footnote", "\\*\\footnote")) {
      String file =
          ("{\\rtf1\\ansi\\ansicpg949{\\fonttbl{\\f0\\fcharset129 Batang;}}\\f0 The "
              + "lamp{\\super\\chftn{%s\\pard {\\super\\chftn} By \\'c7\\'d1.}} was lit.\\par Next.\\par}")
              .formatted(group);
      assertThat(read(Extractor.RTF, file.getBytes(US_ASCII)).text())
          .as(group)
          .isEqualTo("The lamp was lit.\n\nNext.\n\nBy 한.");
    }
  }

  @Test
  void gaps_between_words_whose_letters_stand_apart_stay() throws IOException {
    String apart = "T h e   l a m p   i s   l i t";
    assertThat(
            read(Extractor.DOCX, Written.docx(Written.paragraph(apart + " and  so   on."))).text())
        .isEqualTo(apart.replaceAll(" {2,}", "  ") + " and so on.");
  }

  @Test
  void what_unpacks_to_too_much_is_refused_whatever_it_is_packed_in() throws IOException {
    refused(
        Extractor.DOCX,
        Written.zipBomb("word/document.xml", 5),
        "a part of it unpacks to more than 200 times its size");
    refused(Extractor.ODT, Written.zipBomb("content.xml", 5), "a part of it unpacks to more than 200 times its size");
    refused(Extractor.HWP, Written.hwpBomb(257), "it unpacks to more than 268,435,456 bytes");
    String tooMuch = "it unpacks to more than 134,217,728 bytes";
    refused(Extractor.PDF, Written.pdfBomb(129, 1), tooMuch);
    refused(Extractor.PDF, Written.pdfBomb(129, 2), tooMuch);
    refused(
        Extractor.PDF,
        Written.pdfWithTable("/ASCIIHexDecode/FlateDecode"),
        "its table of contents is packed in a way that nobody uses");
    refused(Extractor.RTF, ("{\\rtf1 " + "{".repeat(100_000)).getBytes(US_ASCII), "it is nested too deep");
    refused(Extractor.HTML, "<b>".repeat(1_000_001).getBytes(UTF_8), "it has more than 1,000,000 tags");
  }

  @Test
  void letters_that_were_taken_apart_are_put_together() throws IOException {
    String apart = java.text.Normalizer.normalize("밀물 é", java.text.Normalizer.Form.NFD);
    assertThat(read(Extractor.HTML, apart.getBytes(UTF_8)).text()).isEqualTo("밀물 é");
  }

  @Test
  void what_is_broken_is_refused() throws IOException {
    byte[] noise = "no document at all".getBytes(UTF_8);
    refused(Extractor.PDF, noise, "it is damaged or no PDF file");
    refused(Extractor.PDF, "%PDF-1.4 and nothing more".getBytes(UTF_8), "it is damaged or no PDF file");
    refused(Extractor.DOCX, noise, "it is damaged or no Word document (.docx)");
    refused(Extractor.DOCX, Written.zip("content.xml", "<x/>"), "it is damaged or no Word document (.docx)");
    refused(Extractor.DOCX, Written.docx("<w:p><w:r>"), "it is damaged or no Word document (.docx)");
    refused(Extractor.ODT, noise, "it is damaged or no OpenDocument text (.odt)");
    refused(Extractor.ODT, Written.odt("<text:p>"), "it is damaged or no OpenDocument text (.odt)");
    refused(Extractor.RTF, noise, "it is damaged or no RTF file");
    refused(Extractor.HWP, noise, "it is damaged or no Hangul document (.hwp)");
    refused(Extractor.HWP, Written.encryptedDocx(), "it is damaged or no Hangul document (.hwp)");
    refused(Extractor.HTML, new byte[0], "it holds no text");
    refused(Extractor.DOCX, Written.docx(""), "it holds no text");
    refused(
        Extractor.DOCX,
        Written.encryptedDocx(),
        "it is protected by a password, or of a Word before 2007: save it as .docx without a password");
  }

  @Test
  void what_is_too_large_is_refused() throws IOException {
    byte[] page = "<p>four words are here".getBytes(UTF_8);
    assertThatExceptionOfType(ExtractionException.class)
        .isThrownBy(() -> Extractor.HTML.read(new ByteArrayInputStream(page), page.length - 1, 100))
        .withMessage("it is larger than 21 bytes");
    assertThatExceptionOfType(ExtractionException.class)
        .isThrownBy(() -> Extractor.HTML.read(new ByteArrayInputStream(page), page.length, 18))
        .withMessage("its text is longer than 18 characters");
    assertThat(Extractor.HTML.read(new ByteArrayInputStream(page), page.length, 19).text()).hasSize(19);
  }

  @Test
  void entities_that_grow_and_files_that_are_named_stay_where_they_are() throws IOException {
    String doctype = "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/hostname\">]>";
    byte[] file =
        Written.zip(
            "content.xml",
            doctype + "<x>&a;</x>",
            "mimetype",
            "application/vnd.oasis.opendocument.text");
    assertThatExceptionOfType(ExtractionException.class).isThrownBy(() -> read(Extractor.ODT, file));
  }

  @Test
  void deep_nesting_does_no_harm() throws IOException {
    String deep = "<div>".repeat(20_000) + "bottom";
    assertThat(read(Extractor.HTML, deep.getBytes(UTF_8)).text()).isEqualTo("bottom");
  }
}
