package io.doppel.source.extraction.markup;

import io.doppel.source.extraction.content.DocumentText;
import io.doppel.source.extraction.content.Unread;
import io.doppel.source.extraction.limit.TimeLimit;
import io.doppel.source.extraction.markup.LatexGroups.What;
import java.io.IOException;
import java.nio.file.Path;
import org.xml.sax.SAXException;

/// Reads the text of LaTeX without running it: macros are not expanded and files that are named are not read. Formulas,
/// comments and references are left out; footnotes and listings stand behind the text. What is coloured white, and
/// phantoms, are told apart.
public final class Latex {

  private static final String BEGIN = "\\begin{document}";
  private static final String TITLE = "\\title";

  private final DocumentText read;
  private final LatexSource source;
  private final LatexGroups groups;
  private final LatexFormulas formulas;

  /// Where a bracket stands that closes a label; -1 if there is none.
  private int labelEnd = -1;

  private boolean inBody;

  private Latex(String source, DocumentText read) {
    this.source = new LatexSource(source);
    this.read = read;
    this.groups = new LatexGroups(read);
    this.formulas = new LatexFormulas(this.source, read);
  }

  public static void read(Path file, DocumentText read) throws IOException, SAXException {
    new Latex(Utf8File.read(file), read).read();
  }

  private void read() throws IOException, SAXException {
    int body = source.uncommented(BEGIN);
    int title = source.uncommented(TITLE);
    if (title >= 0) {
      source.goTo(title + TITLE.length());
      source.skipOptional();
      int close = source.matching('{', '}');
      if (close > 0) {
        DocumentText plain = new DocumentText(LatexSource.MAX_ARGUMENT, true);
        new Latex(source.between(source.at() + 1, close), plain).readBody();
        read.setTitle(String.join(" ", plain.pages()).replaceAll("\\s+", " "));
      }
    }
    source.goTo(body < 0 ? 0 : body + BEGIN.length());
    inBody = body >= 0;
    readBody();
  }

  private void readBody() throws IOException, SAXException {
    while (!source.atEnd()) {
      TimeLimit.check();
      char c = source.here();
      switch (c) {
        case '%' -> source.skipComment();
        case '\\' -> command();
        case '{' -> {
          source.pass(1);
          groups.open(What.PLAIN);
        }
        case '}' -> {
          source.pass(1);
          groups.close();
        }
        case '$' -> formulas.dollar();
        case '\n' -> newLine();
        case '&' -> {
          source.pass(1);
          read.startCell();
        }
        default -> letters(c);
      }
    }
    groups.closeAll();
    read.endParagraph();
  }

  private void letters(char c) throws SAXException {
    if (source.at() == labelEnd) {
      labelEnd = -1;
      put(" ", 1);
    } else if (source.starts("---")) {
      put("—", 3);
    } else if (source.starts("--")) {
      put("–", 2);
    } else if (source.starts("``")) {
      put("“", 2);
    } else if (source.starts("''")) {
      put("”", 2);
    } else {
      put(c == '~' ? " " : c == '`' ? "‘" : String.valueOf(c), 1);
    }
  }

  private void put(String letters, int length) throws SAXException {
    source.pass(length);
    read.add(letters);
  }

  private void newLine() {
    int next = source.behindSpace(source.at() + 1);
    if (source.is('\n', next)) {
      read.endParagraph();
    } else {
      read.startSpace();
    }
    source.goTo(next);
  }

  /// Opens the group of an argument, if there is one.
  private boolean openArgument(What what) throws IOException {
    source.skipSpace();
    if (source.passed('{')) {
      groups.open(what);
      return true;
    }
    return false;
  }

  private void command() throws IOException, SAXException {
    source.pass(1);
    String name = source.name();
    if (name.isEmpty()) {
      sign();
      return;
    }
    boolean _ = source.passed('*');
    if (name.equals("verb")) {
      verb();
      return;
    }
    source.skipSpace();
    String accent = LatexWords.ACCENTS.get(name);
    String symbol = LatexWords.SYMBOLS.get(name);
    if (symbol != null) {
      read.add(symbol);
    } else if (accent != null) {
      accent(accent);
    } else if (LatexWords.HEADINGS.contains(name)) {
      read.startParagraph();
      source.skipOptional();
      boolean _ = openArgument(What.BLOCK);
    } else if (LatexWords.NOTES.contains(name)) {
      source.skipOptional();
      boolean _ = openArgument(What.NOTE);
    } else if (LatexWords.FILES.contains(name)) {
      source.skipOptional();
      read.addUnread(Unread.Kind.MISSING, source.argument());
    } else if (LatexWords.SILENT.containsKey(name)) {
      silent(name);
    } else {
      others(name);
    }
  }

  private void others(String name) throws IOException, SAXException {
    switch (name) {
      case "begin" -> begin(source.argument());
      case "end" -> {
        if (source.argument().equals("document") && inBody) {
          source.goTo(source.end());
        }
        read.endParagraph();
      }
      case "item" -> {
        read.startLine();
        int close = source.matching('[', ']');
        if (close > 0) {
          labelEnd = close;
          source.pass(1);
        }
      }
      case "par", "newpage", "clearpage", "maketitle" -> read.endParagraph();
      case "newline", "linebreak", "tabularnewline" -> read.startLine();
      case "includegraphics" -> {
        source.skipOptional();
        read.addUnread(Unread.Kind.IMAGE, source.argument());
      }
      case "href" -> read.addUnread(Unread.Kind.LINK, source.argument());
      case "color" -> {
        source.skipOptional();
        if (source.argument().equalsIgnoreCase("white")) {
          groups.hide();
        }
      }
      case "textcolor" -> {
        source.skipOptional();
        boolean white = source.argument().equalsIgnoreCase("white");
        if (openArgument(What.PLAIN) && white) {
          groups.hide();
        }
      }
      case "phantom", "hphantom", "vphantom" -> {
        if (openArgument(What.PLAIN)) {
          groups.hide();
        }
      }
      default -> {
        source.skipOptional();
        passArguments(LatexWords.FIRST_SILENT.getOrDefault(name, 0));
      }
    }
  }

  private void passArguments(int count) {
    for (int i = 0; i < count; i++) {
      String _ = source.argument();
      source.skipOptional();
    }
  }

  /// Passes the arguments that a command has, and no more.
  private void silent(String name) {
    if (name.equals("def")) {
      while (!source.atEnd() && !source.is('{') && !source.is('\n')) {
        source.pass(1);
      }
    }
    for (int i = LatexWords.SILENT.getOrDefault(name, 0); i > 0; i--) {
      source.skipOptional();
      if (name.equals("let")) {
        boolean _ = source.passed('=');
      }
      if (source.is('{')) {
        int close = source.matching('{', '}');
        if (close < 0) {
          return;
        }
        source.goTo(close + 1);
      } else if (LatexWords.DEFINING.contains(name) && source.passed('\\')) {
        String _ = source.name();
      } else {
        return;
      }
    }
  }

  /// A command whose name is no letter.
  private void sign() throws SAXException {
    String name = source.atEnd() ? "" : String.valueOf(source.here());
    source.pass(1);
    switch (name) {
      case "\\" -> {
        boolean _ = source.passed('*');
        source.skipOptional();
        read.startLine();
      }
      case "[" -> formulas.between("\\[", "\\]");
      case "(" -> formulas.between("\\(", "\\)");
      case "%", "&", "$", "#", "_", "{", "}" -> read.add(name);
      case " ", ",", ";", ":", "\n" -> read.add(" ");
      default -> {
        String accent = LatexWords.ACCENTS.get(name);
        if (accent != null) {
          accent(accent);
        }
      }
    }
  }

  private void accent(String mark) throws SAXException {
    int open = source.at();
    while (source.is('{', open) || source.is(' ', open)) {
      open++;
    }
    boolean braced = open > source.at() && source.is('{');
    String letter;
    if (source.is('\\', open) && (source.is('i', open + 1) || source.is('j', open + 1))) {
      letter = source.is('j', open + 1) ? "j" : "i"; // Without their dots.
      open += 2;
    } else if (open < source.end() && Character.isLetter(source.letter(open))) {
      letter = source.between(open, open + 1);
      open++;
    } else {
      return;
    }
    source.goTo(open);
    if (braced) {
      boolean _ = source.passed('}');
    }
    read.add(letter + mark);
  }

  private void verb() throws SAXException {
    if (!source.atEnd()) {
      int close = source.find(source.here(), source.at() + 1);
      int line = source.find('\n', source.at());
      if (close > 0 && (line < 0 || close < line)) {
        read.add(source.between(source.at() + 1, close));
        source.goTo(close + 1);
      }
    }
  }

  private void begin(String name) throws IOException, SAXException {
    String plain = name.endsWith("*") ? name.substring(0, name.length() - 1) : name;
    String close = "\\end{" + name + "}";
    if (LatexWords.MATH.contains(plain) && source.skipTo(close)) {
      read.addUnread(Unread.Kind.FORMULA, 1);
    } else if (LatexWords.DRAWINGS.contains(plain) && source.skipTo(close)) {
      read.addUnread(Unread.Kind.OBJECT, 1);
    } else if (name.equals("comment") && source.skipTo(close)) {
      read.startSpace();
    } else if (LatexWords.VERBATIM.contains(plain) && source.next(close) >= 0) {
      source.skipOptional();
      int from = source.at();
      if (source.skipTo(close)) {
        read.startNote();
        read.add(source.between(from, source.at() - close.length()));
        read.endNote();
      }
    } else {
      read.startParagraph();
      source.skipOptional();
      passArguments(LatexWords.TABLES.getOrDefault(name, 0));
    }
  }
}
