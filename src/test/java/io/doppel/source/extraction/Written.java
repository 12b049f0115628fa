package io.doppel.source.extraction;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.hpsf.PropertySetFactory;
import org.apache.poi.hpsf.WritingNotSupportedException;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/// Documents as small as they can be, as programs write them.
public final class Written {

  private static final String HEAD = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

  private Written() {}

  /// A PDF file with Latin text, a page a text, line by line.
  public static byte[] pdf(String... pages) throws IOException {
    try (PDDocument document = pdDocument(pages)) {
      return saved(document);
    }
  }

  static byte[] encryptedPdf(String password, String text) throws IOException {
    try (PDDocument document = pdDocument(text)) {
      StandardProtectionPolicy policy = new StandardProtectionPolicy("owner", password, new AccessPermission());
      policy.setEncryptionKeyLength(256);
      document.protect(policy);
      return saved(document);
    }
  }

  private static PDDocument pdDocument(String... pages) throws IOException {
    PDDocument document = new PDDocument();
    for (String text : pages) {
      PDPage page = new PDPage();
      document.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.beginText();
        content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
        content.setLeading(14);
        content.newLineAtOffset(72, 720);
        for (String line : text.lines().toList()) {
          content.showText(line);
          content.newLine();
        }
        content.endText();
      }
    }
    return document;
  }

  private static byte[] saved(PDDocument document) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    document.save(bytes);
    return bytes.toByteArray();
  }

  /// A PDF file with Korean text in a font that it does not bring along, line by line.
  static byte[] koreanPdf(List<String> lines) {
    StringBuilder content = new StringBuilder("BT /F 12 Tf 14 TL 72 720 Td\n");
    for (String line : lines) {
      content.append('<').append(HexFormat.of().formatHex(line.getBytes(UTF_16BE))).append("> Tj T*\n");
    }
    content.append("ET");
    String[] objects = {
      "<</Type/Catalog/Pages 2 0 R>>",
      "<</Type/Pages/Kids[3 0 R]/Count 1>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
      "<</Length %d>>\nstream\n%s\nendstream".formatted(content.length(), content),
      "<</Type/Font/Subtype/Type0/BaseFont/HYSMyeongJo-Medium/Encoding/UniKS-UTF16-H/DescendantFonts[6 0 R]>>",
      "<</Type/Font/Subtype/CIDFontType0/BaseFont/HYSMyeongJo-Medium/CIDSystemInfo"
          + "<</Registry(Adobe)/Ordering(Korea1)/Supplement 2>>/FontDescriptor 7 0 R/DW 1000>>",
      "<</Type/FontDescriptor/FontName/HYSMyeongJo-Medium/Flags 6/FontBBox[0 -148 1001 880]/ItalicAngle 0/Ascent 880"
          + "/Descent -120/CapHeight 880/StemV 80>>"
    };
    StringBuilder file = new StringBuilder("%PDF-1.4\n");
    StringBuilder table = new StringBuilder("xref\n0 %d\n0000000000 65535 f \n".formatted(objects.length + 1));
    for (int i = 0; i < objects.length; i++) {
      table.append("%010d 00000 n \n".formatted(file.length()));
      file.append("%d 0 obj\n%s\nendobj\n".formatted(i + 1, objects[i]));
    }
    int start = file.length();
    file.append(table)
        .append(
            "trailer\n<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF"
                .formatted(objects.length + 1, start));
    return file.toString().getBytes(UTF_8);
  }

  /// A PDF file of one page with this content; its font is F.
  static byte[] pdfOf(String content) {
    return pdf("<</Length %d>>\nstream\n".formatted(content.length()).getBytes(UTF_8), content.getBytes(UTF_8));
  }

  /// A PDF file whose page unpacks to so many MiB of nothing, packed more than once.
  static byte[] pdfBomb(int mebibytes, int times) throws IOException {
    byte[] content = nothing(mebibytes, new Deflater());
    for (int i = 1; i < times; i++) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (DeflaterOutputStream deflated = new DeflaterOutputStream(out)) {
        deflated.write(content);
      }
      content = out.toByteArray();
    }
    String filters = "/FlateDecode".repeat(times);
    return pdf("<</Filter[%s]/Length %d>>\nstream\n".formatted(filters, content.length).getBytes(UTF_8), content);
  }

  /// A PDF file with a table of what is where that is packed so.
  static byte[] pdfWithTable(String filters) {
    return pdf("<</Type/X#52ef/Filter[%s]/Length 2>>\nstream \n".formatted(filters).getBytes(UTF_8), new byte[2]);
  }

  private static byte[] pdf(byte[] dictionary, byte[] content) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(
        """
        %PDF-1.4
        1 0 obj
        <</Type/Catalog/Pages 2 0 R>>
        endobj
        2 0 obj
        <</Type/Pages/Kids[3 0 R]/Count 1>>
        endobj
        3 0 obj
        <</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 5 0 R/Resources<</Font<</F 4 0 R>>>>>>
        endobj
        4 0 obj
        <</Type/Font/Subtype/Type1/BaseFont/Helvetica>>
        endobj
        5 0 obj
        """
            .getBytes(UTF_8));
    file.writeBytes(dictionary);
    file.writeBytes(content);
    file.writeBytes("\nendstream\nendobj\ntrailer\n<</Root 1 0 R/Size 6>>\n%%EOF".getBytes(UTF_8));
    return file.toByteArray();
  }

  /// A Word document with these paragraphs; `body` is WordprocessingML.
  public static byte[] docx(String body) throws IOException {
    return zip(
        "[Content_Types].xml",
        HEAD
            + """
            <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
            <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
            <Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType=\
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>""",
        "_rels/.rels",
        HEAD
            + """
            <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" \
            Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" \
            Target="word/document.xml"/></Relationships>""",
        "word/document.xml",
        HEAD
            + "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>"
            + body
            + "</w:body></w:document>");
  }

  /// A Word document with a comment, and with letters in what stands above and below each page.
  static byte[] docxWithRemarks(String body) throws IOException {
    String types = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
    String relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    String word = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    StringBuilder overrides = new StringBuilder();
    StringBuilder links = new StringBuilder();
    List<String> entries = new ArrayList<>();
    for (String part : List.of("document.main", "comments", "header", "footer")) {
      String name = part.replace(".main", "");
      overrides.append(
          "<Override PartName=\"/word/%s.xml\" ContentType=\"%s%s+xml\"/>".formatted(name, types, part));
      if (!name.equals("document")) {
        links.append(
            "<Relationship Id=\"%1$s\" Type=\"%2$s%1$s\" Target=\"%1$s.xml\"/>".formatted(name, relations));
        String root = Map.of("comments", "comments", "header", "hdr", "footer", "ftr").get(name);
        String inside = paragraph("REMARK in " + name);
        entries.add("word/%s.xml".formatted(name));
        entries.add(
            HEAD
                + "<w:%s %s>%s</w:%1$s>"
                    .formatted(
                        root,
                        word,
                        name.equals("comments")
                            ? "<w:comment w:id=\"0\" w:author=\"Reviewer\">%s</w:comment>".formatted(inside)
                            : inside));
      }
    }
    String package_ = "http://schemas.openxmlformats.org/package/2006/";
    entries.addAll(
        0,
        List.of(
            "[Content_Types].xml",
            HEAD
                + """
                <Types xmlns="%scontent-types"><Default Extension="rels" \
                ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
                <Default Extension="xml" ContentType="application/xml"/>%s</Types>"""
                    .formatted(package_, overrides),
            "_rels/.rels",
            HEAD
                + "<Relationships xmlns=\"%srelationships\"><Relationship Id=\"rId1\" Type=\"%sofficeDocument\" "
                    .formatted(package_, relations)
                + "Target=\"word/document.xml\"/></Relationships>",
            "word/_rels/document.xml.rels",
            HEAD + "<Relationships xmlns=\"%srelationships\">%s</Relationships>".formatted(package_, links),
            "word/document.xml",
            HEAD
                + "<w:document %s xmlns:r=\"%s\"><w:body>%s<w:sectPr>".formatted(
                    word, relations.substring(0, relations.length() - 1), body)
                + "<w:headerReference w:type=\"default\" r:id=\"header\"/>"
                + "<w:footerReference w:type=\"default\" r:id=\"footer\"/></w:sectPr></w:body></w:document>"));
    return zip(entries.toArray(String[]::new));
  }

  /// A paragraph of a Word document.
  public static String paragraph(String text) {
    return "<w:p><w:r><w:t xml:space=\"preserve\">" + text + "</w:t></w:r></w:p>";
  }

  /// An OpenDocument text; `body` is its content.
  public static byte[] odt(String body) throws IOException {
    return zip(
        "mimetype",
        "application/vnd.oasis.opendocument.text",
        "content.xml",
        HEAD
            + """
            <office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" \
            xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>"""
            + body
            + "</office:text></office:body></office:document-content>");
  }

  /// A document of Hangul 5.0 with these paragraphs.
  public static byte[] hwp(String... paragraphs) throws IOException {
    ByteArrayOutputStream section = new ByteArrayOutputStream();
    for (String text : paragraphs) {
      byte[] letters = (text + "\r").getBytes(UTF_16LE);
      section.write(record(66, 0, new byte[22]));
      section.write(record(67, 1, letters));
    }
    return hwp(deflated(section.toByteArray()));
  }

  /// A document of Hangul with so many MiB of nothing.
  static byte[] hwpBomb(int mebibytes) throws IOException {
    return hwp(nothing(mebibytes, new Deflater(6, true)));
  }

  private static byte[] nothing(int mebibytes, Deflater deflater) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] nothing = new byte[1 << 20];
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater)) {
      for (int i = 0; i < mebibytes; i++) {
        deflated.write(nothing);
      }
    }
    return out.toByteArray();
  }

  private static byte[] hwp(byte[] section) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    header.put("HWP Document File".getBytes(UTF_8)).position(32).putInt(0x05000300).putInt(1);
    try (POIFSFileSystem file = new POIFSFileSystem()) {
      file.createDocument(new ByteArrayInputStream(header.array()), "FileHeader");
      PropertySetFactory.newSummaryInformation().write(file.getRoot(), "\005HwpSummaryInformation");
      file.getRoot()
          .createDirectory("BodyText")
          .createDocument("Section0", new ByteArrayInputStream(section));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      file.writeFilesystem(bytes);
      return bytes.toByteArray();
    } catch (WritingNotSupportedException e) {
      throw new IOException(e);
    }
  }

  private static byte[] record(int tag, int level, byte[] data) {
    int head = tag | level << 10 | data.length << 20;
    return ByteBuffer.allocate(4 + data.length).order(ByteOrder.LITTLE_ENDIAN).putInt(head).put(data).array();
  }

  private static byte[] deflated(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(out, new Deflater(6, true))) {
      deflated.write(bytes);
    }
    return out.toByteArray();
  }

  /// A compound file such as Word makes of a document with a password.
  static byte[] encryptedDocx() throws IOException {
    try (POIFSFileSystem file = new POIFSFileSystem()) {
      file.createDocument(new ByteArrayInputStream(new byte[5000]), "EncryptedPackage");
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      file.writeFilesystem(bytes);
      return bytes.toByteArray();
    }
  }

  /// An archive of entries, name and content in turn.
  static byte[] zip(String... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < entries.length; i += 2) {
        zip.putNextEntry(new ZipEntry(entries[i]));
        zip.write(entries[i + 1].getBytes(UTF_8));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /// An archive with one entry of so many MiB of nothing.
  public static byte[] zipBomb(String name, int mebibytes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] nothing = new byte[1 << 20];
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setLevel(Deflater.BEST_SPEED);
      zip.putNextEntry(new ZipEntry(name));
      for (int i = 0; i < mebibytes; i++) {
        zip.write(nothing);
      }
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }
}
