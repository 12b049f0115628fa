package io.doppel.source.extraction.office;

import io.doppel.source.extraction.content.PackagedXml;
import io.doppel.source.extraction.content.PackagedXml.Listener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamReader;
import org.apache.poi.ss.usermodel.BuiltinFormats;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.jspecify.annotations.Nullable;

/// How the cells of a spreadsheet show what they hold.
final class CellStyles implements Listener {

  /// A format that shows neither numbers nor anything else.
  private static final Pattern NOTHING = Pattern.compile(";+|\"\"");

  private final boolean since1904;
  private final DataFormatter numbers = new DataFormatter(Locale.US);
  private final Map<Integer, String> formats = new HashMap<>();
  private final Set<Integer> whiteFonts = new HashSet<>();
  private final Set<Integer> painted = new HashSet<>();
  private final List<Style> styles = new ArrayList<>();
  private final Deque<String> open = new ArrayDeque<>();
  private int fonts = -1;
  private int fills = -1;

  private record Style(int format, int font, int fill) {}

  /// @param since1904 whether days are counted from 1904 on, and not from 1900
  CellStyles(boolean since1904) {
    this.since1904 = since1904;
  }

  @Override
  public boolean start(String name, XMLStreamReader element) {
    @Nullable String around = open.peek();
    switch (name) {
      case "numFmt" -> formats.put(number(element, "numFmtId"), PackagedXml.value(element, "formatCode"));
      case "font" -> fonts += "fonts".equals(around) ? 1 : 0;
      case "fill" -> fills += "fills".equals(around) ? 1 : 0;
      case "color" -> {
        boolean white =
            PackagedXml.value(element, "rgb").endsWith("FFFFFF") || PackagedXml.value(element, "theme").equals("0");
        if ("font".equals(around) && white && PackagedXml.value(element, "tint").isEmpty()) {
          whiteFonts.add(fonts);
        }
      }
      case "patternFill" -> {
        if (!PackagedXml.value(element, "patternType").equals("none")) {
          painted.add(fills);
        }
      }
      case "gradientFill" -> painted.add(fills);
      case "xf" -> {
        if ("cellXfs".equals(around)) {
          styles.add(new Style(number(element, "numFmtId"), number(element, "fontId"), number(element, "fillId")));
        }
      }
      case "dxfs", "cellStyleXfs" -> {
        return false;
      }
      default -> {}
    }
    open.push(name);
    return true;
  }

  @Override
  public void end(String name) {
    open.pop();
  }

  /// A number as the cell shows it; empty where the style shows nothing of it.
  ///
  /// @param style as the cell names it
  String shown(String number, int style) {
    double value;
    try {
      value = Double.parseDouble(number);
    } catch (NumberFormatException e) {
      return number;
    }
    int format = style >= 0 && style < styles.size() ? styles.get(style).format : 0;
    @Nullable String code = formats.get(format);
    @Nullable String known = code == null ? BuiltinFormats.getBuiltinFormat(format) : code;
    if (known != null && NOTHING.matcher(known).matches()) {
      return "";
    }
    try {
      return numbers.formatRawCellContents(value, format, known == null ? "General" : known, since1904);
    } catch (RuntimeException e) {
      return number; // A format that nobody understands.
    }
  }

  /// Whether letters of a style are white on nothing.
  boolean isWhite(int style) {
    return style >= 0
        && style < styles.size()
        && whiteFonts.contains(styles.get(style).font)
        && !painted.contains(styles.get(style).fill);
  }

  static int number(XMLStreamReader element, String attribute) {
    try {
      return Integer.parseInt(PackagedXml.value(element, attribute));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
