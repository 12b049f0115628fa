package io.doppel.source.extraction.office;

import io.doppel.source.extraction.content.DocumentText;
import io.doppel.source.extraction.content.PackagedXml;
import io.doppel.source.extraction.content.PackagedXml.Listener;
import io.doppel.source.extraction.content.Unread;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLStreamReader;
import org.xml.sax.SAXException;

/// Reads the cells of a sheet, row by row, as they are shown. Rows and columns that are hidden, and white letters on
/// nothing, are told apart.
final class Cells implements Listener {

  /// The columns that a sheet can have.
  private static final int MAX_COLUMNS = 16_384;

  private final DocumentText read;
  private final List<String> shared;
  private final CellStyles styles;
  private final BitSet hiddenColumns = new BitSet();
  private final StringBuilder value = new StringBuilder();
  private boolean hiddenRow;
  private boolean letters;
  private boolean formula;
  private String type = "";
  private int style;
  private int column;

  Cells(DocumentText read, List<String> shared, CellStyles styles) {
    this.read = read;
    this.shared = shared;
    this.styles = styles;
  }

  @Override
  public boolean start(String name, XMLStreamReader element) {
    switch (name) {
      case "col" -> {
        if (isOn(element, "hidden")) {
          int last = Math.min(MAX_COLUMNS, CellStyles.number(element, "max"));
          int first = Math.clamp(CellStyles.number(element, "min"), 1, MAX_COLUMNS);
          hiddenColumns.set(first - 1, Math.max(first - 1, last));
        }
      }
      case "row" -> {
        hiddenRow = isOn(element, "hidden");
        column = -1;
        read.startLine();
      }
      case "c" -> {
        type = PackagedXml.value(element, "t");
        style = CellStyles.number(element, "s");
        column = column(PackagedXml.value(element, "r"), column + 1);
        value.setLength(0);
        formula = false;
      }
      case "f" -> formula = true;
      case "v", "t" -> letters = true;
      case "rPh" -> {
        return false;
      }
      case "headerFooter" -> read.addUnread(Unread.Kind.HEADER, 1);
      case "oleObject" -> read.addUnread(Unread.Kind.OBJECT, 1);
      default -> {}
    }
    return true;
  }

  @Override
  public void end(String name) throws SAXException {
    switch (name) {
      case "v", "t" -> letters = false;
      case "c" -> add();
      case "row" -> {
        read.startLine();
        read.breakUnseen();
      }
      default -> {}
    }
  }

  @Override
  public void text(String text) {
    if (letters) {
      value.append(text);
    }
  }

  private void add() throws SAXException {
    String held = held();
    if (held.isEmpty()) {
      if (formula) {
        read.addUnread(Unread.Kind.FORMULA, 1); // Whoever wrote it did not work it out.
      }
      return;
    }
    boolean isNumber = type.isEmpty() || type.equals("n");
    String shown = isNumber ? styles.shown(held, style) : held;
    boolean hidden = hiddenRow || hiddenColumns.get(column) || shown.isBlank() || styles.isWhite(style);
    if (hidden) {
      read.addUnseen((shown.isBlank() ? held : shown) + " ");
    } else {
      read.startCell();
      read.add(shown.replace('\n', ' '));
    }
  }

  private String held() {
    String held = value.toString().strip();
    return switch (type) {
      case "s" -> {
        int at = held.matches("\\d{1,9}") ? Integer.parseInt(held) : -1;
        yield at >= 0 && at < shared.size() ? shared.get(at) : "";
      }
      case "b" -> held.equals("1") ? "TRUE" : held.equals("0") ? "FALSE" : held;
      default -> held;
    };
  }

  /// The number of a cell's column, from 0 on, by its name such as `AB12`; `next` where it has none.
  private static int column(String name, int next) {
    int column = 0;
    for (int i = 0; i < name.length() && name.charAt(i) >= 'A' && name.charAt(i) <= 'Z'; i++) {
      column = column * 26 + name.charAt(i) - 'A' + 1;
      if (column > MAX_COLUMNS) {
        return MAX_COLUMNS;
      }
    }
    return column == 0 ? Math.min(next, MAX_COLUMNS) : column - 1;
  }

  private static boolean isOn(XMLStreamReader element, String attribute) {
    return Set.of("1", "true").contains(PackagedXml.value(element, attribute));
  }
}
