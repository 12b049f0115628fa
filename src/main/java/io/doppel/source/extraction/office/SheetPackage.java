package io.doppel.source.extraction.office;

import io.doppel.source.extraction.content.DocumentText;
import io.doppel.source.extraction.content.PackagedXml;
import io.doppel.source.extraction.content.PackagedXml.Listener;
import io.doppel.source.extraction.content.Unread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamReader;
import org.xml.sax.SAXException;

/// Reads spreadsheets (XLSX), a page a sheet: its name, a line for each row, and behind them what is written in shapes.
public final class SheetPackage {

  private SheetPackage() {}

  /// @param relation the id of the relation that leads to it
  private record Sheet(String name, boolean hidden, String relation) {}

  public static void read(Path file, DocumentText read) throws IOException, SAXException {
    try (OfficePackage parts = new OfficePackage(file)) {
      String workbook = parts.main();
      List<Sheet> sheets = new ArrayList<>();
      boolean[] since1904 = new boolean[1];
      parts.walk(
          workbook,
          (name, element) -> {
            if (name.equals("workbookPr")) {
              since1904[0] = Set.of("1", "true").contains(PackagedXml.value(element, "date1904"));
            } else if (name.equals("sheet")) {
              sheets.add(
                  new Sheet(
                      PackagedXml.value(element, "name"),
                      PackagedXml.value(element, "state").endsWith("idden"),
                      OfficePackage.relation(element, "id")));
            }
            return true;
          });
      List<String> shared = new ArrayList<>();
      for (String strings : parts.related(workbook, "sharedStrings")) {
        parts.walk(strings, new SharedStrings(shared));
      }
      CellStyles styles = new CellStyles(since1904[0]);
      for (String styled : parts.related(workbook, "styles")) {
        parts.walk(styled, styles);
      }
      Map<String, OfficePackage.Relation> relations = parts.relations(workbook);
      Set<String> done = new HashSet<>();
      for (Sheet sheet : sheets) {
        OfficePackage.Relation relation = relations.get(sheet.relation);
        if (relation != null && done.add(relation.part())) {
          readSheet(parts, relation, sheet, new Cells(read, shared, styles), read);
        }
      }
    }
  }

  private static void readSheet(
      OfficePackage parts, OfficePackage.Relation relation, Sheet sheet, Cells cells, DocumentText read)
      throws IOException, SAXException {
    read.startPage();
    if (!relation.type().equals("worksheet")) {
      read.addUnread(Unread.Kind.OBJECT, sheet.name); // A sheet that is a chart.
      return;
    }
    if (sheet.hidden) {
      read.startHidden();
    }
    read.add(sheet.name);
    read.endParagraph();
    read.breakUnseen();
    parts.walk(relation.part(), cells);
    read.endParagraph();
    for (String drawing : parts.related(relation.part(), "drawing")) {
      parts.walk(drawing, new Shapes(read));
      read.endParagraph();
    }
    if (sheet.hidden) {
      read.endHidden();
    }
    parts.countComments(relation.part(), "comments", "comment", read);
  }

  /// The texts that cells name by their numbers.
  private static final class SharedStrings implements Listener {
    private final List<String> strings;
    private final StringBuilder string = new StringBuilder();
    private boolean letters;

    SharedStrings(List<String> strings) {
      this.strings = strings;
    }

    @Override
    public boolean start(String name, XMLStreamReader element) {
      letters = name.equals("t");
      return !name.equals("rPh"); // How it is pronounced.
    }

    @Override
    public void end(String name) {
      letters = false;
      if (name.equals("si")) {
        strings.add(string.toString());
        string.setLength(0);
      }
    }

    @Override
    public void text(String text) {
      if (letters) {
        string.append(text);
      }
    }
  }
}
