package io.doppel.source.extraction.markup;

import io.doppel.source.extraction.content.DocumentText;
import io.doppel.source.extraction.content.Unread;
import io.doppel.source.extraction.limit.ExtractionException;
import io.doppel.source.extraction.limit.TimeLimit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.xml.sax.SAXException;

/// Reads the text of LaTeX without running it: macros are not expanded and files that are named are not read. Formulas,
/// comments and references are left out; footnotes and listings stand behind the text. What is coloured white, and
/// phantoms, are told apart.
public final class Latex {

  /// What is said in brackets or braces and left out is at most so long; a bracket that does not close is a bracket.
  private static final int MAX_ARGUMENT = 10_000;

  private static final int MAX_MATH = 20_000;
  private static final int MAX_OPEN = 10_000;
  private static final String BEGIN = "\\begin{document}";

  private final DocumentText read;
  private final String source;
  private final Deque<Group> groups = new ArrayDeque<>();
  private int at;
  private int end;

  /// Where a bracket stands that closes a label; -1 if there is none.
  private int labelEnd = -1;

  /// Up to where a dollar begins no formula.
  private int notMath;

  /// Where some ends stand next, so that they are not looked for again and again.
  private final Map<String, Integer> ends = new HashMap<>();

  private boolean inBody;

  /// What a brace opened.
  private enum What {
    PLAIN,
    BLOCK,
    NOTE
  }

  private static final class Group {
    final What what;
    int hidden;

    Group(What what) {
      this.what = what;
    }
  }

  private Latex(String source, DocumentText read) {
    this.source = source;
    this.read = read;
    end = source.length();
  }

  public static void read(Path file, DocumentText read) throws IOException, SAXException {
    new Latex(Utf8File.read(file), read).read();
  }

  private void read() throws IOException, SAXException {
    int body = uncommented(BEGIN);
    int title = uncommented("\\title");
    if (title >= 0 && title + 6 < end) {
      at = title + 6;
      skipOptional();
      int close = at < end && source.charAt(at) == '{' ? matching('{', '}') : -1;
      if (close > 0) {
        DocumentText plain = new DocumentText(MAX_ARGUMENT, true);
        new Latex(source.substring(at + 1, close), plain).readBody();
        read.setTitle(String.join(" ", plain.pages()).replaceAll("\\s+", " "));
      }
    }
    at = 0;
    if (body >= 0) {
      at = body + BEGIN.length();
      inBody = true;
    }
    readBody();
  }

  /// Where some letters stand first that are not in a comment; -1 if they do nowhere.
  private int uncommented(String letters) {
    int found = source.indexOf(letters);
    while (found >= 0) {
      int i = source.lastIndexOf('\n', found) + 1;
      while (i < found && source.charAt(i) != '%') {
        i += source.charAt(i) == '\\' ? 2 : 1;
      }
      if (i >= found) {
        return found;
      }
      int line = source.indexOf('\n', found);
      found = line < 0 ? -1 : source.indexOf(letters, line);
    }
    return -1;
  }

  private void readBody() throws IOException, SAXException {
    while (at < end) {
      TimeLimit.check();
      char c = source.charAt(at);
      switch (c) {
        case '%' -> skipComment();
        case '\\' -> command();
        case '{' -> {
          at++;
          open(What.PLAIN);
        }
        case '}' -> {
          at++;
          close();
        }
        case '$' -> dollar();
        case '\n' -> newLine();
        case '&' -> {
          at++;
          read.startCell();
        }
        default -> letters(c);
      }
    }
    while (!groups.isEmpty()) {
      close();
    }
    read.endParagraph();
  }

  private void letters(char c) throws SAXException {
    if (at == labelEnd) {
      at++;
      labelEnd = -1;
      read.add(" ");
    } else if (starts("---")) {
      put("—", 3);
    } else if (starts("--")) {
      put("–", 2);
    } else if (starts("``")) {
      put("“", 2);
    } else if (starts("''")) {
      put("”", 2);
    } else {
      put(c == '~' ? " " : c == '`' ? "‘" : String.valueOf(c), 1);
    }
  }

  private void put(String letters, int length) throws SAXException {
    at += length;
    read.add(letters);
  }

  private void newLine() {
    int next = at + 1;
    while (next < end && (source.charAt(next) == ' ' || source.charAt(next) == '\t')) {
      next++;
    }
    if (next < end && source.charAt(next) == '\n') {
      read.endParagraph();
    } else {
      read.startSpace();
    }
    at = next;
  }

  private void skipComment() {
    int line = source.indexOf('\n', at);
    at = line < 0 ? end : line + 1;
    while (at < end && (source.charAt(at) == ' ' || source.charAt(at) == '\t')) {
      at++;
    }
  }

  // ---- groups

  private void open(What what) throws IOException {
    if (groups.size() >= MAX_OPEN) {
      throw new ExtractionException("it is nested too deep");
    }
    groups.push(new Group(what));
    if (what == What.NOTE) {
      read.startNote();
    }
  }

  private void close() {
    if (groups.isEmpty()) {
      return;
    }
    Group closed = groups.pop();
    for (int i = 0; i < closed.hidden; i++) {
      read.endHidden();
    }
    switch (closed.what) {
      case NOTE -> read.endNote();
      case BLOCK -> read.endParagraph();
      case PLAIN -> {}
    }
  }

  /// Opens the group of an argument, if there is one.
  private boolean openArgument(What what) throws IOException {
    skipSpace();
    if (at < end && source.charAt(at) == '{') {
      at++;
      open(what);
      return true;
    }
    return false;
  }

  private void hide() {
    Group group = groups.peek();
    if (group != null && group.hidden == 0) {
      group.hidden = 1;
      read.startHidden();
    }
  }

  // ---- commands

  private void command() throws IOException, SAXException {
    int from = at + 1;
    int to = from;
    while (to < end && isLetter(source.charAt(to))) {
      to++;
    }
    if (to == from) {
      sign(from);
      return;
    }
    String name = source.substring(from, to);
    at = to < end && source.charAt(to) == '*' ? to + 1 : to;
    if (name.equals("verb")) {
      verb();
      return;
    }
    skipSpace();
    String accent = LatexWords.ACCENTS.get(name);
    String symbol = LatexWords.SYMBOLS.get(name);
    if (symbol != null) {
      read.add(symbol);
    } else if (accent != null) {
      accent(accent);
    } else if (LatexWords.HEADINGS.contains(name)) {
      read.startParagraph();
      skipOptional();
      boolean _ = openArgument(What.BLOCK);
    } else if (LatexWords.NOTES.contains(name)) {
      skipOptional();
      boolean _ = openArgument(What.NOTE);
    } else if (LatexWords.FILES.contains(name)) {
      skipOptional();
      read.addUnread(Unread.Kind.MISSING, argument());
    } else if (LatexWords.SILENT.containsKey(name)) {
      silent(name);
    } else {
      others(name);
    }
  }

  private void others(String name) throws IOException, SAXException {
    switch (name) {
      case "begin" -> begin(argument());
      case "end" -> {
        if (argument().equals("document") && inBody) {
          at = end;
        }
        read.endParagraph();
      }
      case "item" -> {
        read.startLine();
        int close = at < end && source.charAt(at) == '[' ? matching('[', ']') : -1;
        if (close > 0) {
          labelEnd = close;
          at++;
        }
      }
      case "par", "newpage", "clearpage", "maketitle" -> read.endParagraph();
      case "newline", "linebreak", "tabularnewline" -> read.startLine();
      case "includegraphics" -> {
        skipOptional();
        read.addUnread(Unread.Kind.IMAGE, argument());
      }
      case "href" -> read.addUnread(Unread.Kind.LINK, argument());
      case "color" -> {
        skipOptional();
        if (argument().equalsIgnoreCase("white")) {
          hide();
        }
      }
      case "textcolor" -> {
        skipOptional();
        boolean white = argument().equalsIgnoreCase("white");
        if (openArgument(What.PLAIN) && white) {
          hide();
        }
      }
      case "phantom", "hphantom", "vphantom" -> {
        if (openArgument(What.PLAIN)) {
          hide();
        }
      }
      default -> {
        skipOptional();
        for (int i = LatexWords.FIRST_SILENT.getOrDefault(name, 0); i > 0; i--) {
          String _ = argument();
          skipOptional();
        }
      }
    }
  }

  /// Passes the arguments that a command has, and no more.
  private void silent(String name) {
    if (name.equals("def")) {
      while (at < end && source.charAt(at) != '{' && source.charAt(at) != '\n') {
        at++;
      }
    }
    for (int i = LatexWords.SILENT.getOrDefault(name, 0); i > 0; i--) {
      skipOptional();
      if (name.equals("let") && at < end && source.charAt(at) == '=') {
        at++;
      }
      if (at < end && source.charAt(at) == '{') {
        int close = matching('{', '}');
        if (close < 0) {
          return;
        }
        at = close + 1;
      } else if (at < end && source.charAt(at) == '\\' && LatexWords.DEFINING.contains(name)) {
        at++;
        while (at < end && isLetter(source.charAt(at))) {
          at++;
        }
      } else {
        return;
      }
    }
  }

  /// A command whose name is no letter.
  private void sign(int from) throws IOException, SAXException {
    String name = from < end ? source.substring(from, from + 1) : "";
    at = Math.min(end, from + 1);
    switch (name) {
      case "\\" -> {
        at += at < end && source.charAt(at) == '*' ? 1 : 0;
        skipOptional();
        read.startLine();
      }
      case "[" -> math("\\[", "\\]");
      case "(" -> math("\\(", "\\)");
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
    int open = at;
    while (open < end && (source.charAt(open) == '{' || source.charAt(open) == ' ')) {
      open++;
    }
    boolean braced = open > at && source.charAt(at) == '{';
    String letter;
    if (open + 1 < end && source.charAt(open) == '\\' && (source.charAt(open + 1) == 'i' || source.charAt(open
        + 1) == 'j')) {
      letter = source.charAt(open + 1) == 'j' ? "j" : "i"; // Without their dots.
      open += 2;
    } else if (open < end && Character.isLetter(source.charAt(open))) {
      letter = source.substring(open, open + 1);
      open++;
    } else {
      return;
    }
    at = open;
    if (braced && at < end && source.charAt(at) == '}') {
      at++;
    }
    read.add(letter + mark);
  }

  private void verb() throws SAXException {
    if (at < end) {
      int close = source.indexOf(source.charAt(at), at + 1);
      int line = source.indexOf('\n', at);
      if (close > 0 && (line < 0 || close < line)) {
        read.add(source.substring(at + 1, close));
        at = close + 1;
      }
    }
  }

  // ---- environments

  private void begin(String name) throws IOException, SAXException {
    String plain = name.endsWith("*") ? name.substring(0, name.length() - 1) : name;
    String close = "\\end{" + name + "}";
    if (LatexWords.MATH.contains(plain) && skipTo(close)) {
      read.addUnread(Unread.Kind.FORMULA, 1);
    } else if (LatexWords.DRAWINGS.contains(plain) && skipTo(close)) {
      read.addUnread(Unread.Kind.OBJECT, 1);
    } else if (name.equals("comment") && skipTo(close)) {
      read.startSpace();
    } else if (LatexWords.VERBATIM.contains(plain) && next(close) >= 0) {
      skipOptional();
      int from = at;
      if (skipTo(close)) {
        read.startNote();
        read.add(source.substring(from, at - close.length()));
        read.endNote();
      }
    } else {
      read.startParagraph();
      skipOptional();
      for (int i = 0; i < LatexWords.TABLES.getOrDefault(name, 0); i++) {
        String _ = argument();
        skipOptional();
      }
    }
  }

  /// Goes behind the next place of some letters; stays here if there is none, since what nothing ends was no beginning.
  private boolean skipTo(String letters) {
    int found = next(letters);
    at = found < 0 ? at : found + letters.length();
    return found >= 0;
  }

  /// Where some letters stand next; -1 if they do nowhere.
  private int next(String letters) {
    int found = ends.getOrDefault(letters, 0);
    if (found >= 0 && (found < at || !source.startsWith(letters, found))) {
      found = source.indexOf(letters, at);
      ends.put(letters, found);
    }
    return found;
  }

  private void dollar() throws SAXException {
    String mark = starts("$$") ? "$$" : "$";
    if (at < notMath) {
      put(mark, mark.length());
      return;
    }
    int start = at;
    at += mark.length();
    for (int i = at; i < Math.min(end, start + MAX_MATH); i++) {
      char c = source.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == '$') {
        at = Math.min(end, i + mark.length());
        read.addUnread(Unread.Kind.FORMULA, 1);
        return;
      } else if (c == '\n' && i + 1 < end && source.charAt(i + 1) == '\n') {
        break; // A formula has no paragraphs.
      }
      notMath = i;
    }
    read.add(mark);
  }

  /// A formula has neither paragraphs nor the beginning of another; what has is text behind a sign that began none.
  private void math(String open, String close) {
    int found = next(close);
    if (found < 0 || found - at > MAX_MATH) {
      return;
    }
    String formula = source.substring(at, found);
    if (!formula.contains("\n\n") && !formula.contains(open)) {
      at = found + close.length();
      read.addUnread(Unread.Kind.FORMULA, 1);
    }
  }

  // ---- arguments

  private void skipSpace() {
    while (at < end && (source.charAt(at) == ' ' || source.charAt(at) == '\t')) {
      at++;
    }
  }

  private void skipOptional() {
    skipSpace();
    while (at < end && source.charAt(at) == '[') {
      int close = matching('[', ']');
      if (close < 0) {
        return;
      }
      at = close + 1;
    }
  }

  /// What stands in the braces here, which are passed; empty if there are none.
  private String argument() {
    skipSpace();
    int close = at < end && source.charAt(at) == '{' ? matching('{', '}') : -1;
    if (close < 0) {
      return "";
    }
    String argument = source.substring(at + 1, close).strip();
    at = close + 1;
    return argument;
  }

  /// Where the bracket closes that opens here; -1 if that is nowhere near.
  private int matching(char open, char close) {
    int depth = 0;
    for (int i = at; i < Math.min(end, at + MAX_ARGUMENT); i++) {
      char c = source.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == open) {
        depth++;
      } else if (c == close) {
        depth--;
        if (depth == 0) {
          return i;
        }
      }
    }
    return -1;
  }

  private boolean starts(String letters) {
    return source.startsWith(letters, at);
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '@';
  }
}
