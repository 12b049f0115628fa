package io.doppel.api.report.print;

import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import io.doppel.text.Bounds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.apache.fontbox.ttf.OpenTypeFont;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBufferedFile;
import org.apache.pdfbox.pdmodel.PDDocument;

/// Lays XHTML out as a PDF file with Open HTML to PDF, with the fonts embedded: Latin, Greek and Cyrillic letters by
/// Liberation Sans, which PDFBox brings, Korean by a font of the system. Nothing that the page names is fetched.
/// Letters that neither font has are printed as #.
public final class PrintedPage {

  /// What the style of the page names as its fonts.
  public static final String FONTS = "'Latin', 'Korean'";

  private static final String LATIN = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
  private static final int FIRST_HANGUL = 0xAC00;
  private static final int LAST_HANGUL = 0xD7A3;

  static {
    XRLog.setLoggingEnabled(false); // It tells of fonts it does without.
  }

  private PrintedPage() {}

  /// @param xhtml a whole page, as XML
  /// @param font for Korean letters, where there is one
  /// @throws FontMissingException if the page has Korean letters and there is no font for them
  public static byte[] pdf(String xhtml, Optional<KoreanFont> font) {
    boolean isKorean = xhtml.codePoints().anyMatch(letter -> letter >= FIRST_HANGUL && letter <= LAST_HANGUL);
    if (isKorean && font.isEmpty()) {
      throw new FontMissingException(KoreanFont.MISSING);
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    PdfRendererBuilder builder = new PdfRendererBuilder();
    builder.useUriResolver((_, _) -> null);
    builder.useFont(PrintedPage::latin, "Latin");
    if (isKorean) {
      builder.useFont(font.orElseThrow().file().toFile(), "Korean");
    }
    builder.withHtmlContent(xhtml, null);
    builder.useUnicodeLineBreaker(new HeardLines());
    builder.withProducer("Doppel");
    builder.toStream(file);
    try {
      builder.run();
    } catch (IOException e) {
      throw new UncheckedIOException("a page cannot be laid out", e);
    }
    return file.toByteArray();
  }

  /// A font that somebody names.
  ///
  /// @throws Bounds.Violation of the value `font` if it is no TrueType font with Hangul
  public static KoreanFont font(Path file) {
    if (!Files.isReadable(file)) {
      throw new Bounds.Violation("font", "font must be a file that can be read, got " + file);
    }
    try (TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBufferedFile(file.toFile()))) {
      if (font instanceof OpenTypeFont open && open.isPostScript()) {
        throw new Bounds.Violation("font", "font must have TrueType outlines, got others in " + file);
      }
      if (font.getUnicodeCmapLookup().getGlyphId('가') == 0) {
        throw new Bounds.Violation("font", "font must have Hangul, got none in " + file);
      }
      return new KoreanFont(file);
    } catch (IOException e) {
      throw new Bounds.Violation("font", "font must be a TrueType font (.ttf), got " + file);
    }
  }

  private static InputStream latin() {
    return Objects.requireNonNull(PDDocument.class.getResourceAsStream(LATIN), "PDFBox brings a font");
  }
}
