package io.doppel.source.extraction;

import io.doppel.file.DiskFullException;
import io.doppel.source.extraction.content.DocumentText;
import io.doppel.source.extraction.content.Extracted;
import io.doppel.source.extraction.content.TikaParsing;
import io.doppel.source.extraction.limit.CompoundFile;
import io.doppel.source.extraction.limit.ExtractionException;
import io.doppel.source.extraction.limit.TimeLimit;
import io.doppel.source.extraction.limit.ZipArchive;
import io.doppel.source.extraction.markup.Book;
import io.doppel.source.extraction.markup.Latex;
import io.doppel.source.extraction.markup.Mail;
import io.doppel.source.extraction.markup.Markdown;
import io.doppel.source.extraction.markup.PlainFile;
import io.doppel.source.extraction.office.HangulFile;
import io.doppel.source.extraction.office.HangulPackage;
import io.doppel.source.extraction.office.OldWord;
import io.doppel.source.extraction.office.OpenDocumentPackage;
import io.doppel.source.extraction.office.RichText;
import io.doppel.source.extraction.office.SheetPackage;
import io.doppel.source.extraction.office.SlidePackage;
import io.doppel.source.extraction.office.WordPackage;
import io.doppel.source.extraction.pdf.PageLayout;
import io.doppel.source.extraction.pdf.PdfText;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.html.JSoupParser;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.microsoft.rtf.RTFParser;
import org.xml.sax.SAXException;

/// Reads the text of one kind of document. Apache Tika, PDFBox, POI, James and commonmark parse what is theirs.
///
/// Only text is read: what is embedded (files, pictures, scripts), headers, footers, comments and deleted text are left
/// out and counted. Nothing is fetched. A file is at most [#MAX_FILE] bytes large and its text at most [#MAX_TEXT]
/// UTF-16 units long; what unpacks to too much or takes too long is given up. Any thread may call.
public enum Extractor {
  PDF("PDF file") {
    @Override
    void parse(Path file, DocumentText read) throws IOException, SAXException {
      PdfText.read(file, read);
    }

    @Override
    void check(Signature file) throws ExtractionException {
      if (!file.holds("%PDF-")) {
        throw isNone();
      }
    }

    @Override
    String text(DocumentText read) {
      return PageLayout.undone(read.pages());
    }

    @Override
    String emptiness() {
      return PdfText.readsScans()
          ? "it holds no text, and text recognition (OCR) found none in its pages"
          : "it holds no text; scanned pages are read where Tesseract is installed (tesseract-ocr, tesseract-ocr-kor)";
    }
  },
  DOCX("Word document (.docx)") {
    @Override
    void parse(Path file, DocumentText read) throws IOException, SAXException, TikaException {
      Path seen = Files.createTempFile("doppel-", null);
      try {
        WordPackage.seen(file, seen, read);
        TikaParsing.parse(new OOXMLParser(), seen, read, new Metadata());
      } finally {
        Files.deleteIfExists(seen);
      }
    }

    @Override
    void check(Signature file) throws IOException {
      if (file.isCompound()) {
        throw new ExtractionException(
            "it is protected by a password, or of a Word before 2007: save it as .docx without a password");
      }
      checkPackage(file, "word/");
    }
  },
  DOC("Word document (.doc)") {
    @Override
    void parse(Path file, DocumentText read) throws IOException, SAXException {
      OldWord.read(file, read);
    }

    @Override
    void check(Signature file) throws IOException {
      checkCompound(file);
    }
  },
  ODT("OpenDocument text (.odt)") {
    @Override
    void parse(Path file, DocumentText read) throws IOException, SAXException {
      OpenDocumentPackage.read(file, read);
    }

    @Override
    void check(Signature file) throws IOException {
      checkPackage(file, "content.xml");
    }
  },
  RTF("RTF file") {
    @Override
    void parse(Path file, DocumentText read) throws IOException, SAXException, TikaException {
      byte[] text = Files.readAllBytes(file);
      byte[] hidden = RichText.hidden(text);
      if (hidden.length > 0) {
        DocumentText unseen = new DocumentText(MAX_TEXT, true);
        TikaParsing.parse(new RTFParser(), hidden, unseen);
        read.addUnseen(String.join("\n", unseen.pages()).replaceAll("\\n{2,}", "\n"));
      }
      RichText.countUnread(text, read);
      TikaParsing.parse(new RTFParser(), RichText.seen(text), read);
    }

    @Override
    void check(Signature file) throws ExtractionException {
      if (!file.startsWith("{\\rtf")) {
        throw isNone();
      }
    }
  },
  HTML("web page") {
    @Override
    void parse(Path file, DocumentText read) throws IOException, SAXException, TikaException {
      Metadata metadata = new Metadata();
      TikaParsing.parse(new JSoupParser(), file, read, metadata);
      read.setTitle(metadata.get(TikaCoreProperties.TITLE));
    }

    @Override
    void check(Signature file) throws IOException {
      // Whatever it is, a browser would show it as text.
      int tags = 0;
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file.path()), 1 << 16)) {
        for (int b = in.read(); b >= 0; b = in.read()) {
          tags += b == '<' ? 1 : 0;
        }
      }
      if (tags > MAX_TAGS) {
        throw new ExtractionException(String.format(Locale.ROOT, "it has more than %,d tags", MAX_TAGS));
      }
    }
  },
  HWP("Hangul document (.hwp)") {
    @Override
    void parse(Path file, DocumentText read) throws IOException, SAXException, TikaException {
      HangulFile.read(file, read);
    }

    @Override
    void check(Signature file) throws IOException {
      checkCompound(file);
    }
  },
  HWPX("Hangul document (.hwpx)") {
    @Override
    void parse(Path file, DocumentText read) throws IOException, SAXException {
      HangulPackage.read(file, read);
    }

    @Override
    void check(Signature file) throws IOException {
      checkPackage(file, "Contents/section");
    }
  },
  PPTX("presentation (.pptx)") {
    @Override
    void parse(Path file, DocumentText read) throws IOException, SAXException {
      SlidePackage.read(file, read);
    }

    @Override
    void check(Signature file) throws IOException {
      checkPackage(file, "ppt/");
    }
  },
  XLSX("spreadsheet (.xlsx)") {
    @Override
    void parse(Path file, DocumentText read) throws IOException, SAXException {
      SheetPackage.read(file, read);
    }

    @Override
    void check(Signature file) throws IOException {
      checkPackage(file, "xl/");
    }
  },
  EPUB("book (.epub)") {
    @Override
    void parse(Path file, DocumentText read) throws IOException, SAXException, TikaException {
      Book.read(file, read);
    }

    @Override
    void check(Signature file) throws IOException {
      checkPackage(file, "META-INF/container.xml");
    }
  },
  MARKDOWN("Markdown file") {
    @Override
    void parse(Path file, DocumentText read) throws IOException, SAXException {
      Markdown.read(file, read);
    }
  },
  LATEX("LaTeX file") {
    @Override
    void parse(Path file, DocumentText read) throws IOException, SAXException {
      Latex.read(file, read);
    }
  },
  EML("mail (.eml)") {
    @Override
    void parse(Path file, DocumentText read) throws IOException, SAXException, TikaException {
      Mail.read(file, read, MAX_TEXT, Extractor::attached);
    }
  };

  /// The largest file, in bytes: 64 MiB.
  public static final int MAX_FILE = 64 << 20;

  /// The longest text, in UTF-16 units: 16 Mi, some seven thousand pages.
  public static final int MAX_TEXT = 16 << 20;

  /// A web page is held in memory as a tree.
  private static final int MAX_TAGS = 1_000_000;

  private static final int MAX_SECONDS = 60;
  private static final int MAX_SECONDS_OF_A_PART = 20;
  /// Wide gaps tell words apart where letters stand apart, and say nothing elsewhere.
  private static final Pattern WIDE_SPACE = Pattern.compile("(?<=\\S\\S)  |  (?=\\S\\S)");

  /// What is missing where a program left out the parser itself, and not what that would want for other documents.
  private static final List<String> PARSERS =
      List.of("org/apache/tika/", "org/apache/poi/", "org/apache/pdfbox/", "org/apache/james/", "org/commonmark/",
          "org/jsoup/");

  private static final String SOFT_HYPHEN = "\u00ad";

  private final String kind;

  Extractor(String kind) {
    this.kind = kind;
  }

  /// Reads a document.
  ///
  /// @param in read to its end, not closed
  /// @throws ExtractionException if it cannot be read, with a sentence that says why
  /// @throws IOException if the stream cannot be read, or no temporary file can be written
  public Extracted read(InputStream in) throws IOException {
    return read(in, MAX_FILE, MAX_TEXT);
  }

  Extracted read(InputStream in, int maxFile, int maxText) throws IOException {
    return withFile(in, maxFile, file -> TimeLimit.run(MAX_SECONDS, () -> read(file, maxText)));
  }

  /// What is done with a file.
  public interface Reading {
    Extracted read(Path file) throws IOException;
  }

  /// Keeps a document in a file as long as it is read, since zip archives and PDF files are read from their ends.
  ///
  /// @param in read to its end, not closed
  /// @throws ExtractionException if it is too large
  public static Extracted withFile(InputStream in, Reading reading) throws IOException {
    return withFile(in, MAX_FILE, reading);
  }

  private static Extracted withFile(InputStream in, int maxFile, Reading reading) throws IOException {
    try {
      Path file = Files.createTempFile("doppel-", null);
      try {
        keep(in, file, maxFile);
        return reading.read(file);
      } finally {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw DiskFullException.isBehind(e)
          ? new DiskFullException("there is no room for temporary files in " + System.getProperty("java.io.tmpdir"), e)
          : e;
    }
  }

  /// Reads a file as long as it takes, as what it is: its content tells that where its name was wrong.
  ///
  /// @param maxText the most UTF-16 units of its text
  /// @throws ExtractionException if it cannot be read, with a sentence that says why
  public Extracted read(Path file, int maxText) throws IOException {
    Signature signature = Signature.of(file);
    Extractor kind = signature.kind().orElse(this);
    kind.check(signature);
    return kind.parse(file, maxText);
  }

  /// Reads a document within another one, if its content tells what it is, or it is plain text.
  private static Optional<Extracted> attached(Path file, boolean isText, int maxText) throws IOException {
    Optional<Extractor> kind = Signature.of(file).kind();
    if (kind.isEmpty() && !isText) {
      return Optional.empty();
    }
    return Optional.of(
        TimeLimit.part(
            MAX_SECONDS_OF_A_PART,
            () -> kind.isPresent() ? kind.get().read(file, maxText) : PlainFile.read(file, maxText)));
  }

  /// Reads what was checked.
  abstract void parse(Path file, DocumentText read) throws IOException, SAXException, TikaException;

  /// Refuses what is not of this kind before a parser sees it; whatever is text is Markdown, LaTeX or a mail.
  void check(Signature file) throws IOException {}

  /// What the document says, from what the parser gave.
  String text(DocumentText read) {
    StringBuilder text = new StringBuilder();
    int due = 0;
    for (String page : read.pages()) {
      if (!page.isEmpty()) {
        text.append(text.isEmpty() ? "" : "\n\n").append("\f".repeat(due)).append(page);
        due = 0;
      }
      due++;
    }
    return text.toString().replace(SOFT_HYPHEN, "");
  }

  /// Why there may be no text.
  String emptiness() {
    return "it holds no text";
  }

  private String none() {
    return "it is damaged or no " + kind;
  }

  private static String tooLong(int most) {
    return String.format(Locale.ROOT, "its text is longer than %,d characters", most);
  }

  final ExtractionException isNone() {
    return new ExtractionException(none());
  }

  final void checkPackage(Signature file, String part) throws IOException {
    if (!file.startsWith("PK") || !ZipArchive.check(file.path()).stream().anyMatch(name -> name.startsWith(part))) {
      throw isNone();
    }
  }

  final void checkCompound(Signature file) throws IOException {
    if (!file.isCompound()) {
      throw isNone();
    }
    CompoundFile.check(file.path());
  }

  private static void keep(InputStream in, Path file, int maxFile) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      long size = 0;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        size += read;
        if (size > maxFile) {
          throw new ExtractionException(String.format(Locale.ROOT, "it is larger than %,d bytes", maxFile));
        }
        out.write(buffer, 0, read);
      }
    }
  }

  private Extracted parse(Path file, int maxText) throws IOException {
    DocumentText read = new DocumentText(maxText, this != HTML && this != EPUB);
    try {
      parse(file, read);
    } catch (EncryptedDocumentException | InvalidPasswordException e) {
      throw new ExtractionException("it is protected by a password", e);
    } catch (ExtractionException e) {
      throw e;
    } catch (StackOverflowError e) {
      throw new ExtractionException("it is nested too deep", e);
    } catch (NoClassDefFoundError e) {
      if (PARSERS.stream().anyMatch(String.valueOf(e.getMessage())::startsWith)) {
        throw e;
      }
      throw new ExtractionException(none(), e);
    } catch (IOException | SAXException | TikaException | RuntimeException | LinkageError e) {
      if (e.getCause() instanceof ExtractionException cause) {
        throw cause;
      }
      if (DiskFullException.isBehind(e)) {
        throw new DiskFullException("a parser found no room", e);
      }
      // The parsers' messages are about their insides, and parts of other kinds of documents are not on the class path.
      throw new ExtractionException(read.isFull() ? tooLong(maxText) : none(), e);
    }
    String text = Normalizer.normalize(WIDE_SPACE.matcher(text(read)).replaceAll(" "), Normalizer.Form.NFC);
    if (text.isBlank()) {
      throw new ExtractionException(emptiness());
    }
    return new Extracted(
        read.title(), text, read.fields(), Normalizer.normalize(read.unseen(), Normalizer.Form.NFC), read.unread());
  }
}
