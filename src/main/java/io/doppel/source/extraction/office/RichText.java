package io.doppel.source.extraction.office;

import io.doppel.source.extraction.content.DocumentText;
import io.doppel.source.extraction.content.Unread;
import io.doppel.source.extraction.limit.ExtractionException;
import io.doppel.source.extraction.limit.TimeLimit;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.regex.Pattern;

/// Parts an RTF file into what is seen and what is hidden (`\v`), each an RTF file again, and puts notes behind the
/// text, where they stand at the end of a page, not inside of the word they belong to.
public final class RichText {

  /// Groups in groups; programs write some twenty.
  private static final Pattern PICTURES = Pattern.compile("\\\\pict(?![a-z])");
  private static final Pattern OBJECTS = Pattern.compile("\\\\objdata(?![a-z])");
  private static final Pattern FURNITURE = Pattern.compile("(?:header|footer)[lrf]?");
  private static final Pattern FURNITURES = Pattern.compile("\\\\(?:header|footer)[lrf]?(?![a-z])");
  private static final Pattern COMMENTS = Pattern.compile("\\\\annotation(?![a-z])");

  private static final int MAX_DEPTH = 1_000;

  /// What is no text of the document, and is kept as it is.
  private static final Set<String> TABLES =
      Set.of(
          "fonttbl",
          "colortbl",
          "stylesheet",
          "info",
          "pict",
          "object",
          "listtable",
          "listoverridetable",
          "themedata",
          "datastore");

  /// Characters written as words.
  private static final Set<String> LETTERS =
      Set.of(
          "u",
          "tab",
          "line",
          "emdash",
          "endash",
          "lquote",
          "rquote",
          "ldblquote",
          "rdblquote",
          "bullet",
          "emspace",
          "enspace",
          "cell");

  private record Group(boolean hidden, boolean table, int font, int fallback, boolean note) {}

  private final byte[] file;
  private final boolean wantsHidden;
  private final ByteArrayOutputStream body;
  private final ByteArrayOutputStream notes = new ByteArrayOutputStream();
  private ByteArrayOutputStream out;

  /// Where what stands around the notes goes that are open, the innermost first: a note may have notes.
  private final Deque<ByteArrayOutputStream> around = new ArrayDeque<>();

  private final Deque<Group> groups = new ArrayDeque<>();
  private Group group = new Group(false, false, -1, 1, false);
  private boolean anyHidden;
  private boolean begun;

  /// How deep the group lies that a program may pass over as a whole; 0 outside of one.
  private int passable;

  private int at;

  private RichText(byte[] file, boolean wantsHidden) {
    this.file = file;
    this.wantsHidden = wantsHidden;
    this.body = new ByteArrayOutputStream(file.length + 256);
    this.out = body;
  }

  /// What is seen of an RTF file.
  public static byte[] seen(byte[] file) throws ExtractionException {
    return new RichText(file, false).read();
  }

  /// Counts pictures and what other programs made.
  public static void countUnread(byte[] file, DocumentText read) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    read.addUnread(Unread.Kind.IMAGE, count(text, PICTURES));
    read.addUnread(Unread.Kind.OBJECT, count(text, OBJECTS));
    read.addUnread(Unread.Kind.HEADER, count(text, FURNITURES));
    read.addUnread(Unread.Kind.COMMENT, count(text, COMMENTS));
  }

  private static int count(String text, Pattern what) {
    return (int) what.matcher(text).results().count();
  }

  /// What is hidden in an RTF file; empty if nothing is.
  public static byte[] hidden(byte[] file) throws ExtractionException {
    RichText text = new RichText(file, true);
    byte[] hidden = text.read();
    return text.anyHidden ? hidden : new byte[0];
  }

  private byte[] read() throws ExtractionException {
    while (at < file.length) {
      switch (file[at]) {
        case '{' -> open();
        case '}' -> close();
        case '\\' -> control();
        default -> {
          text(at, at + 1);
          at++;
        }
      }
    }
    while (!around.isEmpty()) {
      endNote();
    }
    if (!groups.isEmpty()) {
      appendNotes();
    }
    return body.toByteArray();
  }

  private void open() throws ExtractionException {
    TimeLimit.check();
    if (groups.size() >= MAX_DEPTH) {
      throw new ExtractionException("it is nested too deep");
    }
    String destination = destination();
    if (FURNITURE.matcher(destination).matches()) {
      skipGroup();
      return;
    }
    groups.push(group);
    if (passable == 0 && starts(at + 1, "\\*")) {
      passable = groups.size();
    }
    if (destination.equals("footnote") && !group.table) {
      group = new Group(group.hidden, false, group.font, group.fallback, true);
      around.push(out);
      out = new ByteArrayOutputStream();
      String font = group.font < 0 ? "" : "\\f" + group.font;
      write("\\par {%s\\uc%d ".formatted(font, group.fallback));
      at = file.length < at ? file.length : behindDestination();
      return;
    }
    group = new Group(group.hidden, group.table || TABLES.contains(destination), group.font, group.fallback, false);
    out.write('{');
    at++;
  }

  /// Passes over a group with all that is in it.
  private void skipGroup() {
    int depth = 0;
    while (at < file.length) {
      switch (file[at]) {
        case '\\' -> at++;
        case '{' -> depth++;
        case '}' -> depth--;
        default -> {}
      }
      at++;
      if (depth == 0) {
        return;
      }
    }
  }

  private void close() {
    if (groups.isEmpty()) {
      out.write('}');
    } else {
      boolean note = group.note;
      passable = groups.size() == passable ? 0 : passable;
      group = groups.pop();
      if (note) {
        endNote();
      } else {
        if (groups.isEmpty()) {
          appendNotes();
          write("\\par "); // Tika gives a paragraph when it ends.
        }
        out.write('}');
      }
    }
    at++;
  }

  private void endNote() {
    out.write('}');
    notes.writeBytes(out.toByteArray());
    out = around.pop();
  }

  private void appendNotes() {
    body.writeBytes(notes.toByteArray());
    notes.reset();
  }

  /// The word that says what a group is, `\*` before it or not.
  private String destination() {
    int from = at + 1;
    if (starts(from, "\\*")) {
      from += 2;
      while (from < file.length && file[from] <= ' ') {
        from++;
      }
    }
    return from < file.length && file[from] == '\\' ? word(from + 1) : "";
  }

  private int behindDestination() {
    int from = at + 1 + (starts(at + 1, "\\*") ? 2 : 0);
    while (from < file.length && file[from] != '\\') {
      from++;
    }
    from += 1 + word(from + 1).length();
    return from < file.length && file[from] == ' ' ? from + 1 : from;
  }

  private void control() {
    if (at + 1 >= file.length) {
      at = file.length;
      return;
    }
    String word = word(at + 1);
    if (word.isEmpty()) {
      boolean code = file[at + 1] == '\'';
      int end = Math.min(file.length, at + (code ? 4 : 2));
      if (file[at + 1] == '*') {
        copy(at, end);
      } else {
        text(at, end);
      }
      at = end;
      return;
    }
    int end = at + 1 + word.length();
    int digits = end;
    if (digits < file.length && file[digits] == '-') {
      digits++;
    }
    while (digits < file.length && digits - end < 11 && Character.isDigit(file[digits])) {
      digits++;
    }
    int value = number(end, digits);
    int behind = digits < file.length && file[digits] == ' ' ? digits + 1 : digits;
    switch (word) {
      case "v" -> setHidden(digits == end || value != 0, behind);
      case "plain" -> {
        setHidden(false, at);
        copy(at, behind);
      }
      case "f" -> {
        group = new Group(group.hidden, group.table, value, group.fallback, group.note);
        copy(at, behind);
      }
      case "uc" -> {
        group = new Group(group.hidden, group.table, group.font, value, group.note);
        copy(at, behind);
      }
      case "bin" -> {
        behind = (int) Math.min(file.length, behind + (long) Math.max(0, value));
        copy(at, behind);
      }
      default -> {
        if (LETTERS.contains(word)) {
          text(at, behind);
        } else {
          copy(at, behind);
        }
      }
    }
    at = behind;
  }

  private void setHidden(boolean hidden, int behind) {
    if (group.table) {
      copy(at, behind);
    } else {
      group = new Group(hidden, false, group.font, group.fallback, group.note);
    }
  }

  private int number(int from, int to) {
    try {
      return from == to ? 1 : Integer.parseInt(new String(file, from, to - from, StandardCharsets.ISO_8859_1));
    } catch (NumberFormatException e) {
      return 0; // No program writes such numbers.
    }
  }

  private String word(int from) {
    int to = from;
    while (to < file.length && to - from < 32 && (file[to] | 0x20) >= 'a' && (file[to] | 0x20) <= 'z') {
      to++;
    }
    return from >= file.length ? "" : new String(file, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private boolean starts(int from, String letters) {
    return from + letters.length() <= file.length
        && new String(file, from, letters.length(), StandardCharsets.ISO_8859_1).equals(letters);
  }

  private void text(int from, int to) {
    boolean visible = file[from] > ' ' || file[from] < 0;
    anyHidden |= group.hidden && visible;
    if (visible && !begun && !group.table && passable == 0) {
      begun = true;
      write("\\pard "); // Tika takes what stands before the first paragraph's properties for a part of the head.
    }
    if (group.table || group.hidden == wantsHidden || (!visible && file[from] != ' ')) {
      copy(from, to);
    }
  }

  private void copy(int from, int to) {
    out.write(file, from, to - from);
  }

  private void write(String letters) {
    out.writeBytes(letters.getBytes(StandardCharsets.ISO_8859_1));
  }
}
