package io.doppel.source.extraction;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/// Slides, sheets, books and documents of Hangul, as small as they can be, as programs write them.
final class Packed {

  private static final String TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

  private Packed() {}

  private static String relations(String... typesAndTargets) {
    StringBuilder relations = new StringBuilder();
    for (int i = 0; i < typesAndTargets.length; i += 2) {
      relations.append(
          "<Relationship Id=\"r%d\" Type=\"%s%s\" Target=\"%s\"/>"
              .formatted(i / 2 + 1, TYPES, typesAndTargets[i], typesAndTargets[i + 1]));
    }
    return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">%s</Relationships>"
        .formatted(relations);
  }

  // ---- slides

  /// A presentation; its slides are shown in the order opposite to their names.
  ///
  /// @param slides what is in their trees of shapes
  /// @param notes what is in the shapes of the first one's speaker notes; empty for none
  static byte[] pptx(List<String> slides, String notes) throws IOException {
    List<String> entries = new ArrayList<>();
    List<String> targets = new ArrayList<>();
    StringBuilder order = new StringBuilder();
    for (int i = 0; i < slides.size(); i++) {
      int number = slides.size() - i;
      targets.addAll(List.of("slide", "slides/slide%d.xml".formatted(number)));
      order.append("<p:sldId id=\"%d\" r:id=\"r%d\"/>".formatted(256 + i, i + 1));
      entries.addAll(List.of("ppt/slides/slide%d.xml".formatted(number), slides.get(i)));
    }
    if (!notes.isEmpty()) {
      entries.addAll(
          List.of(
              "ppt/slides/_rels/slide%d.xml.rels".formatted(slides.size()),
              relations("notesSlide", "../notesSlides/notesSlide1.xml"),
              "ppt/notesSlides/notesSlide1.xml",
              slide(notes)));
    }
    entries.addAll(
        List.of(
            "[Content_Types].xml", "<Types/>",
            "_rels/.rels", relations("officeDocument", "ppt/presentation.xml"),
            "ppt/_rels/presentation.xml.rels", relations(targets.toArray(String[]::new)),
            "ppt/presentation.xml",
                "<p:presentation xmlns:p=\"p\" xmlns:r=\"%s\"><p:sldIdLst>%s</p:sldIdLst></p:presentation>"
                    .formatted(TYPES.substring(0, TYPES.length() - 1), order)));
    return Written.zip(entries.toArray(String[]::new));
  }

  static String slide(String shapes) {
    return "<p:sld xmlns:p=\"p\" xmlns:a=\"a\"><p:cSld><p:spTree>%s</p:spTree></p:cSld></p:sld>".formatted(shapes);
  }

  /// @param place what the shape is for, such as `title`; empty for none
  static String shape(String place, String... paragraphs) {
    StringBuilder body = new StringBuilder();
    for (String text : paragraphs) {
      body.append("<a:p><a:r><a:t>%s</a:t></a:r></a:p>".formatted(text));
    }
    return "<p:sp><p:nvSpPr><p:cNvPr id=\"1\" name=\"a\"/><p:nvPr>%s</p:nvPr></p:nvSpPr><p:txBody>%s</p:txBody></p:sp>"
        .formatted(place.isEmpty() ? "" : "<p:ph type=\"%s\"/>".formatted(place), body);
  }

  // ---- sheets

  /// @param namesAndContents of the sheets in turn: the attributes of the sheet, and what is in its `worksheet`
  static byte[] xlsx(String strings, String styles, String... namesAndContents) throws IOException {
    List<String> entries = new ArrayList<>();
    List<String> targets = new ArrayList<>(List.of("sharedStrings", "sharedStrings.xml", "styles", "styles.xml"));
    StringBuilder sheets = new StringBuilder();
    for (int i = 0; i < namesAndContents.length; i += 2) {
      int number = i / 2 + 1;
      targets.addAll(List.of("worksheet", "worksheets/sheet%d.xml".formatted(number)));
      sheets.append("<sheet %s r:id=\"r%d\"/>".formatted(namesAndContents[i], number + 2));
      entries.addAll(
          List.of(
              "xl/worksheets/sheet%d.xml".formatted(number),
              "<worksheet>%s</worksheet>".formatted(namesAndContents[i + 1])));
    }
    entries.addAll(
        List.of(
            "_rels/.rels", relations("officeDocument", "/xl/workbook.xml"),
            "xl/_rels/workbook.xml.rels", relations(targets.toArray(String[]::new)),
            "xl/sharedStrings.xml", "<sst>%s</sst>".formatted(strings),
            "xl/styles.xml", "<styleSheet>%s</styleSheet>".formatted(styles),
            "xl/workbook.xml",
                "<workbook xmlns:r=\"%s\"><sheets>%s</sheets></workbook>"
                    .formatted(TYPES.substring(0, TYPES.length() - 1), sheets)));
    return Written.zip(entries.toArray(String[]::new));
  }

  // ---- books

  /// @param namesAndPages of the chapters in the order of the spine, name and content in turn
  static byte[] epub(String encryption, String... namesAndPages) throws IOException {
    StringBuilder items = new StringBuilder();
    StringBuilder spine = new StringBuilder();
    List<String> entries = new ArrayList<>(List.of("mimetype", "application/epub+zip"));
    for (int i = 0; i < namesAndPages.length; i += 2) {
      items.append("<item id=\"i%d\" href=\"text/%s\" media-type=\"application/xhtml+xml\"/>".formatted(i,
          namesAndPages[i]));
      spine.append("<itemref idref=\"i%d\"/>".formatted(i));
      entries.addAll(List.of("OEBPS/text/" + namesAndPages[i].replace("%20", " "), namesAndPages[i + 1]));
    }
    if (!encryption.isEmpty()) {
      entries.addAll(List.of("META-INF/encryption.xml", encryption));
    }
    entries.addAll(
        List.of(
            "META-INF/container.xml",
            "<container><rootfiles><rootfile full-path=\"OEBPS/book.opf\"/></rootfiles></container>",
            "OEBPS/book.opf",
            ("<package xmlns:dc=\"dc\"><metadata><dc:title>On Tides</dc:title></metadata><manifest>%s"
                    + "</manifest><spine>%s</spine></package>")
                .formatted(items, spine)));
    return Written.zip(entries.toArray(String[]::new));
  }

  // ---- Hangul

  /// A document of Hangul in OWPML.
  ///
  /// @param head what stands in its head
  /// @param sections what is in them, in an order that only the list of contents tells: the second file is the first
  static byte[] hwpx(String head, String... sections) throws IOException {
    List<String> entries =
        new ArrayList<>(
            List.of("mimetype", "application/hwp+zip", "Contents/header.xml",
                "<hh:head xmlns:hh=\"hh\">%s</hh:head>".formatted(head)));
    StringBuilder items = new StringBuilder();
    StringBuilder spine = new StringBuilder("<opf:itemref idref=\"header\"/>");
    for (int i = 0; i < sections.length; i++) {
      int number = sections.length - 1 - i;
      entries.addAll(
          List.of(
              "Contents/section%d.xml".formatted(number),
              "<hs:sec xmlns:hs=\"hs\" xmlns:hp=\"hp\">%s</hs:sec>".formatted(sections[i])));
      items.append("<opf:item id=\"s%d\" href=\"Contents/section%d.xml\"/>".formatted(i, number));
      spine.append("<opf:itemref idref=\"s%d\"/>".formatted(i));
    }
    entries.addAll(
        List.of(
            "Contents/content.hpf",
            "<opf:package xmlns:opf=\"opf\"><opf:manifest>%s</opf:manifest><opf:spine>%s</opf:spine></opf:package>"
                .formatted(items, spine)));
    return Written.zip(entries.toArray(String[]::new));
  }

  /// A paragraph; `runs` is what is in its one run.
  static String paragraph(String runs) {
    return "<hp:p paraPrIDRef=\"0\"><hp:run charPrIDRef=\"0\">%s</hp:run></hp:p>".formatted(runs);
  }

  static String text(String letters) {
    return "<hp:t>%s</hp:t>".formatted(letters);
  }

  /// A document of Hangul 5.0 whose section is not packed.
  ///
  /// @param shapes the records of what letters look like
  static byte[] hwp(int flags, byte[] shapes, byte[]... records) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    header.put("HWP Document File".getBytes(UTF_8)).position(32).putInt(0x05000300).putInt(flags);
    ByteArrayOutputStream section = new ByteArrayOutputStream();
    for (byte[] record : records) {
      section.writeBytes(record);
    }
    try (POIFSFileSystem file = new POIFSFileSystem()) {
      file.createDocument(new ByteArrayInputStream(header.array()), "FileHeader");
      file.createDocument(new ByteArrayInputStream(shapes), "DocInfo");
      file.getRoot()
          .createDirectory("BodyText")
          .createDocument("Section0", new ByteArrayInputStream(section.toByteArray()));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      file.writeFilesystem(bytes);
      return bytes.toByteArray();
    }
  }

  static byte[] record(int tag, int level, byte[] data) {
    boolean large = data.length >= 0xfff;
    ByteBuffer record = ByteBuffer.allocate(8 + data.length).order(ByteOrder.LITTLE_ENDIAN);
    record.putInt(tag | level << 10 | (large ? 0xfff : data.length) << 20);
    if (large) {
      record.putInt(data.length);
    }
    record.put(data);
    byte[] bytes = new byte[record.position()];
    record.get(0, bytes);
    return bytes;
  }

  /// The records of a paragraph at a level.
  static byte[] hwpParagraph(int level, String letters) {
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    records.writeBytes(record(66, level, new byte[22]));
    records.writeBytes(record(67, level + 1, (letters + "\r").getBytes(UTF_16LE)));
    return records.toByteArray();
  }

  /// The record of a control, by its four letters.
  static byte[] control(int level, String id) {
    return record(71, level, new StringBuilder(id).reverse().append("\0\0\0\0").toString().getBytes(UTF_8));
  }

  /// The record that begins the paragraphs of a cell.
  static byte[] cell(int level, int row, int column) {
    return record(
        72,
        level,
        ByteBuffer.allocate(20)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putShort(8, (short) column)
            .putShort(10, (short) row)
            .array());
  }
}
