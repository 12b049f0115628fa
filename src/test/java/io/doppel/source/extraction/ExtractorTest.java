package io.doppel.source.extraction;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
  void a_scanned_pdf_file_is_refused_with_what_to_do() throws IOException {
    refused(Extractor.PDF, Written.pdf("", ""), "it holds no text; scanned pages need text recognition (OCR) first");
  }

  @Test
  void a_word_document_is_read_without_what_was_deleted() throws IOException {
    byte[] file =
        Written.docx(
            Written.paragraph("On Tides")
                + "<w:p><w:r><w:t xml:space=\"preserve\">The sea </w:t></w:r><w:r><w:t>밀물</w:t><w:br/><w:t>rises.</w:t></w:r>"
                + "<w:del w:id=\"1\" w:author=\"a\"><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
                + "<w:tbl><w:tr><w:tc>%s</w:tc><w:tc>%s</w:tc></w:tr></w:tbl>"
                    .formatted(Written.paragraph("low"), Written.paragraph("high")));
    assertThat(read(Extractor.DOCX, file).text()).isEqualTo("On Tides\n\nThe sea 밀물\nrises.\n\nlow\thigh");
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
  void rich_text_is_read_in_the_korean_code_page_too() throws IOException {
    byte[] file =
        "{\\rtf1\\ansi\\ansicpg949{\\fonttbl{\\f0\\fcharset129 Batang;}}\\f0 The \\b sea\\b0  \\'c7\\'d1\\'b1\\'db.\\par Next.\\par}"
            .getBytes(US_ASCII);
    assertThat(read(Extractor.RTF, file).text()).isEqualTo("The sea 한글.\n\nNext.");
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
    refused(Extractor.ODT, Written.zipBomb("content.xml", 257), "it unpacks to more than 268,435,456 bytes");
  }

  @Test
  void entities_that_grow_and_files_that_are_named_stay_where_they_are() throws IOException {
    String doctype = "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/hostname\">]>";
    byte[] file = Written.zip("content.xml", doctype + "<x>&a;</x>", "mimetype", "application/vnd.oasis.opendocument.text");
    assertThatExceptionOfType(ExtractionException.class).isThrownBy(() -> read(Extractor.ODT, file));
  }

  @Test
  void deep_nesting_does_no_harm() throws IOException {
    String deep = "<div>".repeat(20_000) + "bottom";
    assertThat(read(Extractor.HTML, deep.getBytes(UTF_8)).text()).isEqualTo("bottom");
  }
}
