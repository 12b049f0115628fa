package io.doppel.source.extraction.pdf;

import io.doppel.source.extraction.content.DocumentText;
import io.doppel.source.extraction.content.Unread;
import io.doppel.source.extraction.limit.PdfStreams;
import io.doppel.source.extraction.limit.TimeLimit;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.MemoryUsageSetting;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.graphics.state.PDGraphicsState;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/// Reads the text of a PDF file with PDFBox, and tells apart what nobody sees: white letters on nothing, and letters
/// that are not drawn, unless they are what text recognition wrote behind a scanned page. Scanned pages are read where
/// Tesseract is installed.
public final class PdfText extends PDFTextStripper {

  /// A gap so many times as wide as a space parts a line into columns, such as a running head and its page number.
  private static final float WIDE = 3;

  /// A picture that fills so much of a page is a scan of it.
  private static final double SCAN = .5;

  /// What PDFBox keeps in memory, in bytes; more goes to a temporary file.
  private static final int MAX_MEMORY = 64 << 20;

  private final DocumentText read;
  private Background background = new Background();
  private final List<TextPosition> undrawn = new ArrayList<>();
  private int drawn;
  private boolean separated;
  private float lineEnd;
  private float unseenEnd;
  private float unseenLine;

  /// Begins with the first scanned page.
  private @Nullable TextRecognition recognition;

  static {
    OneFont.install();
  }

  private PdfText(DocumentText read) {
    this.read = read;
    background.listen(this::addOperator, this);
  }

  /// Whether scanned pages can be read here.
  public static boolean readsScans() {
    return TextRecognition.isInstalled();
  }

  /// @throws SAXException if the text is longer than wanted
  public static void read(Path file, DocumentText read) throws IOException, SAXException {
    PdfStreams.check(file);
    try (PDDocument document =
        Loader.loadPDF(file.toFile(), "", MemoryUsageSetting.setupMixed(MAX_MEMORY).streamCache)) {
      PdfStreams.check(document);
      new PdfText(read).writeText(document, Writer.nullWriter());
    } catch (Full e) {
      throw e.cause;
    }
  }

  /// Carries what ends the reading through PDFBox.
  private static final class Full extends IOException {
    private static final long serialVersionUID = 1;
    private final SAXException cause;

    Full(SAXException cause) {
      super(cause);
      this.cause = cause;
    }
  }

  @Override
  protected void startPage(PDPage page) {
    read.startPage();
    background.startPage(page);
    undrawn.clear();
    drawn = 0;
  }

  @Override
  protected void processTextPosition(TextPosition text) {
    TimeLimit.check();
    PDGraphicsState state = getGraphicsState();
    RenderingMode mode = state.getTextState().getRenderingMode();
    if (mode == RenderingMode.NEITHER || mode == RenderingMode.NEITHER_CLIP) {
      undrawn.add(text);
    } else if (mode == RenderingMode.FILL
        && Background.isWhite(state.getNonStrokingColor())
        && !background.isPainted(
            text.getTextMatrix().getTranslateX() + text.getWidth() / 2,
            text.getTextMatrix().getTranslateY())) {
      addUnseen(text);
    } else {
      drawn++;
      super.processTextPosition(text);
    }
  }

  @Override
  protected void writePage() throws IOException {
    boolean recognized = drawn == 0 || background.pictures() >= SCAN;
    for (TextPosition text : undrawn) {
      if (recognized) {
        super.processTextPosition(text);
      } else {
        addUnseen(text);
      }
    }
    read.breakUnseen();
    boolean scanned = drawn == 0 && undrawn.isEmpty() && background.pictures() > 0;
    if (scanned) {
      writeScan();
    } else {
      read.addUnread(Unread.Kind.IMAGE, background.pictureCount());
    }
    if (charactersByArticle.stream().filter(article -> !article.isEmpty()).count() == 1) {
      charactersByArticle.replaceAll(Columns::inReadingOrder);
    }
    super.writePage();
  }

  private void writeScan() throws IOException {
    if (recognition == null) {
      recognition = TextRecognition.begin().orElse(null);
    }
    int page = getCurrentPageNo();
    String text = recognition == null ? "" : recognition.read(document, page - 1);
    read.addUnread(text.isEmpty() ? Unread.Kind.PAGE : Unread.Kind.RECOGNIZED, String.valueOf(page));
    for (String line : text.lines().toList()) {
      if (line.isBlank()) {
        read.startParagraph();
      } else {
        read.startLine();
        write(line.strip());
      }
    }
  }

  private void addUnseen(TextPosition text) {
    float start = text.getXDirAdj();
    boolean apart = text.getYDirAdj() != unseenLine || start - unseenEnd > text.getWidthOfSpace() / 2;
    read.addUnseen((apart ? " " : "") + text.getUnicode());
    unseenEnd = start + text.getWidthDirAdj();
    unseenLine = text.getYDirAdj();
  }

  @Override
  protected void writeWordSeparator() {
    separated = true;
  }

  @Override
  protected void writeString(String text, List<TextPosition> positions) throws IOException {
    if (separated && !positions.isEmpty()) {
      TextPosition first = positions.getFirst();
      write(first.getXDirAdj() - lineEnd > WIDE * first.getWidthOfSpace() ? "  " : " ");
    }
    separated = false;
    if (!positions.isEmpty()) {
      lineEnd = positions.getLast().getXDirAdj() + positions.getLast().getWidthDirAdj();
    }
    write(text);
  }

  @Override
  protected void writeLineSeparator() throws IOException {
    separated = false;
    write("\n");
  }

  @Override
  protected void writeParagraphStart() {
    read.startParagraph();
  }

  @Override
  protected void writeParagraphEnd() {
    separated = false;
    read.startParagraph();
  }

  private void write(String text) throws IOException {
    try {
      read.add(text);
    } catch (SAXException e) {
      throw new Full(e);
    }
  }
}
