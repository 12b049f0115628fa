package io.doppel.source.extraction.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.doppel.source.extraction.Extractor;
import io.doppel.source.extraction.content.Extracted;
import io.doppel.source.extraction.content.Unread;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class TextRecognitionTest {

  @TempDir Path folder = Path.of("");

  /// A scan: a page that is nothing but a picture of these lines.
  private static PDDocument scan(String... lines) throws IOException {
    BufferedImage picture = new BufferedImage(1240, 1754, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D drawing = picture.createGraphics();
    drawing.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    drawing.setColor(Color.WHITE);
    drawing.fillRect(0, 0, picture.getWidth(), picture.getHeight());
    drawing.setColor(Color.BLACK);
    drawing.setFont(new Font(Font.SERIF, Font.PLAIN, 34));
    for (int i = 0; i < lines.length; i++) {
      drawing.drawString(lines[i], 120, 200 + 60 * i);
    }
    drawing.dispose();
    PDDocument document = new PDDocument();
    PDPage page = new PDPage();
    document.addPage(page);
    try (PDPageContentStream content = new PDPageContentStream(document, page)) {
      content.drawImage(LosslessFactory.createFromImage(document, picture), 0, 0, 612, 792);
    }
    return document;
  }

  private String program(String script) throws IOException {
    Path program = Files.writeString(folder.resolve("tesseract"), "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return program.toString();
  }

  @Test
  void a_scanned_page_is_read_where_tesseract_is_installed_and_told_to_be() throws IOException {
    assumeTrue(TextRecognition.isInstalled(), "Tesseract is not installed");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PDDocument document = scan("The keeper of the lighthouse lived", "with his family inside the tower.")) {
      document.save(bytes);
    }
    Extracted read = Extractor.PDF.read(new ByteArrayInputStream(bytes.toByteArray()));
    assertThat(read.text().replaceAll("\\s+", " "))
        .isEqualTo("The keeper of the lighthouse lived with his family inside the tower.");
    assertThat(read.unread()).containsExactly(new Unread(Unread.Kind.RECOGNIZED, 1, List.of("1")));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void a_program_is_told_the_languages_that_it_knows_and_gets_the_page_as_a_picture() throws IOException {
    String program =
        program(
            """
            [ "$1" = --list-langs ] && { echo 'List of languages (2):'; echo osd; echo eng; exit; }
            head -c 4 "$1" | tail -c 3 > "$2.txt"
            echo " $3 $4" >> "$2.txt"
            """);
    try (PDDocument document = scan("Not looked at.")) {
      assertThat(TextRecognition.begin(program, Duration.ofSeconds(30)).orElseThrow().read(document, 0))
          .isEqualTo("PNG -l eng");
    }
  }

  @Test
  void lines_of_korean_are_taken_from_what_korean_alone_reads() {
    String both = "등대의 See 고래기름으로\n\nThe lamp burned whale oil.";
    assertThat(TextRecognition.merged(both, "등대의 등불은 고래기름으로\n1316 011 ㅁ"))
        .isEqualTo("등대의 등불은 고래기름으로\n\nThe lamp burned whale oil.");
    assertThat(TextRecognition.merged(both, "등대의")).isEqualTo(both);
    assertThat(TextRecognition.merged("등대의 See 고래기름으로\n그", "등대의 등불은")).isEqualTo("등대의 등불은");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void a_program_that_fails_or_takes_too_long_gives_no_text_and_is_ended() throws IOException {
    String languages = "[ \"$1\" = --list-langs ] && { echo kor; exit; }\n";
    try (PDDocument document = scan("Not read.")) {
      assertThat(
              TextRecognition.begin(program(languages + "exit 1"), Duration.ofSeconds(30))
                  .orElseThrow()
                  .read(document, 0))
          .isEmpty();
      TextRecognition hanging =
          TextRecognition.begin(program(languages + "exec sleep 600"), Duration.ofSeconds(1)).orElseThrow();
      assertThat(hanging.read(document, 0)).isEmpty();
      assertThat(ProcessHandle.current().descendants().filter(TextRecognitionTest::sleeps)).isEmpty();
      assertThat(hanging.read(document, 0)).isEmpty();
    }
    assertThat(TextRecognition.begin(folder.resolve("none").toString(), Duration.ofSeconds(1))).isEmpty();
    assertThat(TextRecognition.begin(program("echo fra"), Duration.ofSeconds(1))).isEmpty();
  }

  private static boolean sleeps(ProcessHandle process) {
    return process.isAlive() && process.info().command().orElse("").endsWith("sleep");
  }
}
