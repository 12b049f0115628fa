package io.doppel.source.extraction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.doppel.source.extraction.content.Extracted;
import io.doppel.source.extraction.content.Unread;
import io.doppel.source.extraction.limit.ExtractionException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class MarkupFilesTest {

  private static Extracted read(Extractor extractor, byte[] file) throws IOException {
    return extractor.read(new ByteArrayInputStream(file));
  }

  private static Extracted read(Extractor extractor, String file) throws IOException {
    return read(extractor, file.getBytes(UTF_8));
  }

  private static List<String> unread(Extracted read) {
    return read.unread().stream().map(Unread::sentence).toList();
  }

  @Test
  void a_book_is_read_in_the_order_of_its_spine() throws IOException {
    byte[] file =
        Packed.epub(
            "<encryption><CipherReference URI=\"OEBPS/text/locked.xhtml\"/></encryption>",
            "z.xhtml",
            "<html><head><title>One</title></head><body><h1>밀물</h1><p>The sea rises."
                + "<img src=\"a.png\"/></p><aside epub:type=\"footnote\"><p>A note.</p></aside></body></html>",
            "a%20b.xhtml",
            "<html><body><p>The sea falls.</p></body></html>",
            "locked.xhtml",
            "scrambled");
    Extracted read = read(Extractor.EPUB, file);
    assertThat(read.title()).isEqualTo("On Tides");
    assertThat(read.text()).isEqualTo("밀물\n\nThe sea rises.\n\nThe sea falls.\n\nA note.");
    assertThat(unread(read)).containsExactly("1 picture", "1 encrypted part (OEBPS/text/locked.xhtml)");
  }

  @Test
  void markdown_is_read_without_its_marks() throws IOException {
    Extracted read =
        read(
            Extractor.MARKDOWN,
            """
            ---
            title: "On Tides"
            ---
            # Low *and* high

            The **sea** [rises](https://example.org/a)
            twice[^1] a `day`.

            ```sh
            doppel index
            ```

            - first
            - second

            | low | high |
            | --- | --- |
            | 1 | 2 |

            <div>In <b>tags</b>.</div>

            [^1]: Or nearly.
            """);
    assertThat(read.title()).isEqualTo("On Tides");
    assertThat(read.text())
        .isEqualTo(
            "Low and high\n\nThe sea rises\ntwice a day.\n\nfirst\nsecond\n\nlow\thigh\n1\t2\n\nIn "
                + "tags.\n\ndoppel index\n\nOr nearly.");
    assertThat(unread(read)).containsExactly("1 address of a link (https://example.org/a)");
  }

  @Test
  void markdown_that_begins_with_a_rule_is_read_however_many_its_lines() throws IOException {
    assertThat(read(Extractor.MARKDOWN, "---\n" + "a\n".repeat(40_000)).text()).startsWith("a\na");
  }

  @Test
  void latex_is_read_without_its_commands() throws IOException {
    Extracted read =
        read(
            Extractor.LATEX,
            """
            \\documentclass{article} \\newcommand{\\tide}[1]{the #1 tide}
            \\title{On \\emph{Tides}}
            \\begin{document}
            \\maketitle
            \\section{Low --- and high}
            The \\textbf{sea} rises\\footnote{Twice, or nearly: $n = 2$.} by $x^2$ metres~\\cite{a}. % and nobody knows why
            Caf\\'e, na\\"{\\i}ve, Erd\\H{o}s, 50\\% \\& more: ``so''.
            \\begin{equation} a = b \\end{equation}

            밀물은 온다.\\textcolor{white}{Hidden words.} \\input{chapter/two}
            \\begin{itemize}
              \\item[Low:] first
              \\item second
            \\end{itemize}
            \\begin{tabular}{ll} low & high \\\\ 1 & 2 \\end{tabular}
            \\begin{verbatim}
            x % y
            \\end{verbatim}
            \\includegraphics[width=1cm]{sea.png}
            \\end{document} Gone.
            """);
    assertThat(read.title()).isEqualTo("On Tides");
    assertThat(read.text())
        .isEqualTo(
            "Low — and high\n\nThe sea rises by metres . Café, naïve, Erdős, 50% & more: “so”.\n\n밀물은 온다.\n\n"
                + "Low: first\nsecond\n\nlow\thigh\n1\t2\n\nTwice, or nearly: .\n\nx % y");
    assertThat(read.unseen()).isEqualTo("Hidden words.");
    assertThat(unread(read))
        .containsExactly("1 picture (sea.png)", "1 part that is kept elsewhere (chapter/two)", "3 formulas");
  }

  @Test
  void no_text_of_latex_is_lost_to_what_only_looks_like_an_end_or_an_argument() throws IOException {
    Extracted read =
        read(
            Extractor.LATEX,
            """
            % \\begin{document}
            Preamble.
            \\begin{document} One. % \\end{document}
            \\begin{verbatim}
            \\end{document}
            \\end{verbatim}
            \\colorbox{white}{Two.} \\scalebox{1}[1]{Three.} \\raisebox{1pt}{Four.} \\rotatebox{0}{Five.}
            \\multirow{2}{*}{Six.} \\resizebox{\\textwidth}{!}{\\begin{tabular}{l} Seven. \\end{tabular}}
            \\label{a}{Eight.} \\cite{b}{Nine.} \\let\\a=\\b Ten.
            \\string\\[ Eleven. \\string\\( Twelve. \\[ x \\]
            \\begin{align} Thirteen. \\begin{comment} Fourteen.
            \\end{document} Gone.
            """);
    assertThat(read.text().replaceAll("\\s+", " "))
        .isEqualTo(
            "One. Two. Three. Four. Five. Six. Seven. Eight. Nine. Ten. Eleven. Twelve. Thirteen. Fourteen. "
                + "\\end{document}");
    assertThat(unread(read)).containsExactly("1 formula");
  }

  @Test
  void a_mail_is_read_with_what_it_says_of_itself() throws IOException {
    String mail =
        """
        From: =?UTF-8?B?67CU64uk?= <sea@example.org>
        To: moon@example.org
        Date: Sun, 29 Nov 2026 10:00:00 +0900
        Subject: =?UTF-8?Q?On_Tides?=
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=outer

        --outer
        Content-Type: multipart/alternative; boundary=inner

        --inner
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 8bit

        밀물은 온다.
        Twice a day.

        On Saturday the moon wrote:
        > Does it come
        > at night?
        --inner
        Content-Type: text/html; charset=utf-8

        <p>The same for browsers.</p>
        --inner--
        --outer
        Content-Type: application/pdf
        Content-Disposition: attachment; filename="tides.pdf"
        Content-Transfer-Encoding: base64

        JVBERg==
        --outer--
        """;
    Extracted read = read(Extractor.EML, mail.replace("\n", "\r\n"));
    assertThat(read.title()).isEqualTo("On Tides");
    assertThat(read.fields()).isEqualTo(Map.of("from", "바다 <sea@example.org>", "date", "2026-11-29T01:00:00Z"));
    assertThat(read.text())
        .isEqualTo("밀물은 온다.\nTwice a day.\n\nOn Saturday the moon wrote:\n\nDoes it come\nat night?");
    assertThat(unread(read)).containsExactly("1 attached file (tides.pdf)");

    Extracted page =
        read(Extractor.EML, "Subject: Tides\r\nContent-Type: text/html; charset=euc-kr\r\n\r\n<p>The sea</p>"
            + "<p>rises.</p>");
    assertThat(page.text()).isEqualTo("The sea\n\nrises.");
    assertThatExceptionOfType(ExtractionException.class)
        .isThrownBy(() -> read(Extractor.EML, "no mail at all"))
        .withMessage("it is no mail: it says neither from whom nor when nor about what it is");
  }

  @Test
  void documents_that_are_attached_to_a_mail_are_read_under_their_names_and_other_files_are_named() throws IOException {
    String essay =
        Base64.getMimeEncoder()
            .encodeToString(Written.docx(Written.paragraph("The sea rises.") + Written.paragraph("It falls.")));
    String broken = Base64.getMimeEncoder().encodeToString("%PDF-1.7 and no more".getBytes(StandardCharsets.UTF_8));
    String mail =
        """
        From: sea@example.org
        Subject: Essay
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=part

        --part
        Content-Type: text/plain

        Here it is.
        --part
        Content-Type: application/octet-stream
        Content-Disposition: attachment; filename="essay.docx"
        Content-Transfer-Encoding: base64

        %s
        --part
        Content-Type: application/pdf
        Content-Disposition: attachment; filename="broken.pdf"
        Content-Transfer-Encoding: base64

        %s
        --part
        Content-Type: image/png
        Content-Disposition: attachment; filename="moon.png"
        Content-Transfer-Encoding: base64

        iVBORw0KGgo=
        --part
        Content-Type: text/plain; charset=utf-8
        Content-Disposition: attachment; filename="notes.txt"

        The moon pulls.
        --part--
        """
            .formatted(essay, broken);
    Extracted read = read(Extractor.EML, mail.replace("\r\n", "\n").replace("\n", "\r\n"));
    assertThat(read.text())
        .isEqualTo("Here it is.\n\nessay.docx\n\nThe sea rises.\n\nIt falls.\n\nnotes.txt\n\nThe moon pulls.");
    assertThat(unread(read)).containsExactly("2 attached files (broken.pdf, moon.png)");
  }

  @Test
  void an_attached_file_that_is_too_long_costs_the_mail_nothing() throws IOException {
    String log = "The sea rises, the sea falls.\r\n".repeat(400);
    String mail =
        "From: sea@example.org\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=part\r\n\r\n--part\r\n"
            + "Content-Type: text/plain\r\n\r\nHere it is.\r\n--part\r\nContent-Type: text/plain\r\n"
            + "Content-Disposition: attachment; filename=\"sea.log\"\r\n\r\n" + log + "--part--\r\n";
    Extracted read = Extractor.EML.read(new ByteArrayInputStream(mail.getBytes(UTF_8)), Extractor.MAX_FILE, 10_000);
    assertThat(read.text()).isEqualTo("Here it is.");
    assertThat(unread(read)).containsExactly("1 attached file (sea.log)");
  }

  @Test
  void an_attached_file_without_a_type_is_read_as_what_it_is() throws IOException {
    String essay = Base64.getMimeEncoder().encodeToString(Written.docx(Written.paragraph("The sea rises.")));
    String mail =
        "From: sea@example.org\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=part\r\n\r\n--part\r\n"
            + "Content-Disposition: attachment; filename=\"essay\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + essay + "\r\n--part\r\nContent-Disposition: attachment; filename=\"x.bin\"\r\n"
            + "Content-Transfer-Encoding: base64\r\n\r\nAAECAwQFBgc=\r\n--part--\r\n";
    Extracted read = read(Extractor.EML, mail);
    assertThat(read.text()).isEqualTo("essay\n\nThe sea rises.");
    assertThat(unread(read)).containsExactly("1 attached file (x.bin)");
  }

  private static Extracted mailWith(String type, String name, byte[] attached) throws IOException {
    return read(
        Extractor.EML,
        "From: sea@example.org\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=part\r\n\r\n--part\r\n"
            + "Content-Type: text/plain\r\n\r\nHere.\r\n--part\r\nContent-Type: " + type + "\r\n"
            + "Content-Disposition: attachment; filename=\"" + name + "\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
            + Base64.getMimeEncoder().encodeToString(attached) + "\r\n--part--\r\n");
  }

  @Test
  void an_attached_text_is_read_where_only_its_name_tells_that_it_is_one() throws IOException {
    String said = "밀물은 하루에 두 번 온다고 똠방각하가 말했다.";
    for (String name : List.of("a.txt", "A.TXT", "a.md")) {
      for (String charset : List.of("UTF-8", "x-windows-949")) {
        Extracted read = mailWith("application/octet-stream", name, said.getBytes(Charset.forName(charset)));
        assertThat(read.text()).as(name + ", " + charset).isEqualTo("Here.\n\n" + name + "\n\n" + said);
        assertThat(unread(read)).isEmpty();
      }
    }
    assertThat(unread(mailWith("application/octet-stream", "a.bin", said.getBytes(UTF_8))))
        .containsExactly("1 attached file (a.bin)");
  }

  @Test
  void an_attached_file_is_not_read_as_text_because_its_mail_calls_it_so() throws IOException {
    byte[] random = new byte[2_000];
    new Random(1).nextBytes(random);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write("The sea rises, and the moon pulls.".getBytes(UTF_8));
    }
    for (byte[] bytes : List.of(random, packed.toByteArray(), "@@@ \ufffd\ufffd".getBytes(UTF_8))) {
      for (String type : List.of("text/plain", "application/octet-stream")) {
        Extracted read = mailWith(type, "sea.txt", bytes);
        assertThat(read.text()).isEqualTo("Here.");
        assertThat(unread(read)).containsExactly("1 attached file (sea.txt)");
      }
    }
  }

  private static String mail(String type, String body, String charset) throws IOException {
    String head = "Subject: Tides\r\nMIME-Version: 1.0\r\nContent-Transfer-Encoding: 8bit\r\nContent-Type: ";
    return read(Extractor.EML, (head + type + "\r\n\r\n" + body).getBytes(Charset.forName(charset))).text();
  }

  @Test
  void the_letters_of_a_mail_are_read_in_the_encoding_that_they_are_in() throws IOException {
    String said = "밀물은 하루에 두 번 온다고 똠방각하가 말했다.";
    String page = "<html><head><meta charset=\"euc-kr\"></head><body>" + said + "</body></html>";
    for (String type : List.of("text/html", "text/html; charset=ks_c_5601-1987", "text/html; charset=us-ascii")) {
      assertThat(mail(type, page, "x-windows-949")).as(type).isEqualTo(said);
    }
    assertThat(mail("text/html", said, "UTF-8")).isEqualTo(said);
    for (String name : List.of("euc-kr", "ks_c_5601-1987", "us-ascii", "x")) {
      assertThat(mail("text/plain; charset=" + name, said, "x-windows-949")).as(name).isEqualTo(said);
    }
    assertThat(mail("text/plain", said, "x-windows-949")).isEqualTo(said);
    assertThat(mail("text/plain", said, "UTF-8")).isEqualTo(said);
  }

  @Test
  void a_mail_that_says_nothing_without_a_browser_is_read_as_its_page() throws IOException {
    String parts =
        String.join(
            "\r\n",
            "--a",
            "Content-Type: text/plain",
            "",
            " ",
            "--a",
            "Content-Type: text/html",
            "",
            "<p>The sea rises.</p>",
            "--a--",
            "");
    assertThat(mail("multipart/alternative; boundary=a", parts, "UTF-8")).isEqualTo("The sea rises.");
  }

  @Test
  void korean_text_may_be_as_windows_wrote_it() throws IOException {
    byte[] tides = "밀물은 하루에 두 번 온다.".getBytes(Charset.forName("x-windows-949"));
    assertThat(read(Extractor.MARKDOWN, tides).text()).isEqualTo("밀물은 하루에 두 번 온다.");
  }

  @Test
  void text_in_another_encoding_is_refused_with_what_to_do_about_it() {
    for (Extractor extractor : List.of(Extractor.MARKDOWN, Extractor.LATEX)) {
      assertThatExceptionOfType(ExtractionException.class)
          .isThrownBy(() -> read(extractor, new byte[] {(byte) 0xc7, (byte) 0xd1}))
          .withMessage("it is not valid UTF-8 (convert other encodings first, as with: iconv -f CP949 -t UTF-8)");
    }
  }
}
