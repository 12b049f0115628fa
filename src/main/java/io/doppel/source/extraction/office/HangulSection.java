package io.doppel.source.extraction.office;

import io.doppel.source.extraction.content.DocumentText;
import io.doppel.source.extraction.content.Unread;
import io.doppel.source.extraction.limit.TimeLimit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/// Makes text of the records of a section. A record lies within the last one before it of a lower level.
final class HangulSection implements HangulFile.Records {

  private static final int PARAGRAPH = 66;
  private static final int LETTERS = 67;
  private static final int SHAPES_OF_LETTERS = 68;
  private static final int CONTROL = 71;
  private static final int LIST = 72;
  private static final int TABLE = 77;
  private static final int OBJECT = 84;
  private static final int PICTURE = 85;
  private static final int TEXT_ART = 90;
  private static final int CHART = 95;
  private static final int FILM = 98;

  /// The letters that a control takes among others.
  private static final int CONTROL_LENGTH = 8;

  /// Where a cell says in which row it is.
  private static final int ROW = 10;

  private final DocumentText read;
  private final HangulLetters shapes;
  private final Deque<Open> open = new ArrayDeque<>();
  private @Nullable ByteBuffer letters;

  /// What a record began that goes on.
  private enum What {
    PARAGRAPH,
    NOTE,
    TABLE,
    BOX,
    /// Of which nothing is read.
    UNREAD,
    OTHER
  }

  private static final class Open {
    final What what;
    final int level;
    boolean cells;
    int row = -1;

    Open(What what, int level) {
      this.what = what;
      this.level = level;
    }
  }

  HangulSection(DocumentText read, HangulLetters shapes) {
    this.read = read;
    this.shapes = shapes;
  }

  @Override
  public void record(int tag, int level, ByteBuffer data) throws IOException, SAXException {
    TimeLimit.check();
    if (tag == SHAPES_OF_LETTERS) {
      flush(data);
      return;
    }
    flush(null);
    while (!open.isEmpty() && open.element().level >= level) {
      close();
    }
    if (isUnread()) {
      return;
    }
    switch (tag) {
      case PARAGRAPH -> open.push(new Open(What.PARAGRAPH, level));
      case LETTERS -> letters = data;
      case CONTROL -> control(data.capacity() < Integer.BYTES ? 0 : data.getInt(0), level);
      case TABLE -> {
        if (!open.isEmpty()) {
          open.element().cells = true;
        }
      }
      case LIST -> list(data);
      case PICTURE -> read.addUnread(Unread.Kind.IMAGE, 1);
      case OBJECT, TEXT_ART, CHART, FILM -> read.addUnread(Unread.Kind.OBJECT, 1);
      default -> {}
    }
  }

  /// Ends the section.
  void end() throws SAXException {
    flush(null);
    while (!open.isEmpty()) {
      close();
    }
    read.endParagraph();
  }

  private void control(int id, int level) throws IOException {
    What what =
        switch (name(id)) {
          case "fn  ", "en  " -> What.NOTE;
          case "tbl " -> What.TABLE;
          case "gso " -> What.BOX;
          case "head", "foot" -> unread(Unread.Kind.HEADER);
          case "tcmt", "%%me" -> unread(Unread.Kind.COMMENT);
          case "eqed" -> unread(Unread.Kind.FORMULA);
          case "form" -> unread(Unread.Kind.OBJECT);
          case "secd" -> What.UNREAD; // How pages look, and what stands behind the text of each.
          default -> What.OTHER;
        };
    switch (what) {
      case NOTE -> read.startNote();
      case TABLE, BOX -> read.startBox();
      case PARAGRAPH, UNREAD, OTHER -> {}
    }
    open.push(new Open(what, level));
  }

  private What unread(Unread.Kind kind) {
    read.addUnread(kind, 1);
    return What.UNREAD;
  }

  /// Begins the paragraphs of a cell, or of something else that holds some.
  private void list(ByteBuffer data) {
    Open around = open.peek();
    if (around != null && around.what == What.TABLE && around.cells && data.capacity() >= ROW + Short.BYTES) {
      int row = Short.toUnsignedInt(data.getShort(ROW));
      if (row == around.row) {
        read.startCell();
      } else {
        read.startLine();
      }
      around.row = row;
    }
  }

  private void close() throws SAXException {
    Open closed = open.pop();
    switch (closed.what) {
      case PARAGRAPH -> {
        if (isInCell()) {
          read.add(" ");
        } else {
          read.endParagraph();
        }
        read.breakUnseen();
      }
      case NOTE -> read.endNote();
      case TABLE, BOX -> read.endBox();
      case UNREAD, OTHER -> {}
    }
  }

  private boolean isUnread() {
    return !open.isEmpty() && open.element().what == What.UNREAD;
  }

  private boolean isInCell() {
    Open around = open.peek();
    return around != null && around.what == What.TABLE && around.cells;
  }

  /// Whether letters stand in the text itself: a table or a box may have a colour behind it.
  private boolean isPlain() {
    return open.stream().noneMatch(around -> around.what == What.TABLE || around.what == What.BOX);
  }

  // ---- letters

  private void flush(@Nullable ByteBuffer shaped) throws SAXException {
    ByteBuffer said = letters;
    letters = null;
    if (said == null) {
      return;
    }
    boolean plain = isPlain();
    int shapeAt = 0;
    boolean white = false;
    int count = said.capacity() / Character.BYTES;
    for (int i = 0; i < count; i++) {
      while (shaped != null && 8 * shapeAt + 8 <= shaped.capacity() && shaped.getInt(8 * shapeAt) <= i) {
        white = plain && shapes.isWhite(shaped.getInt(8 * shapeAt + 4));
        shapeAt++;
      }
      char c = said.getChar(i * Character.BYTES);
      if (c >= ' ') {
        add(String.valueOf(c), white);
      } else {
        i += control(c, white);
      }
    }
  }

  /// Reads a control among letters.
  ///
  /// @return the letters that it takes but the first
  private int control(char c, boolean white) throws SAXException {
    return switch (c) {
      case 0, 13, 25, 26, 27, 28, 29 -> 0;
      case 10 -> {
        read.startLine();
        yield 0;
      }
      case 24 -> {
        add("-", white);
        yield 0;
      }
      case 30, 31 -> {
        add(" ", white);
        yield 0;
      }
      case 9 -> {
        add(" ", white);
        yield CONTROL_LENGTH - 1;
      }
      default -> CONTROL_LENGTH - 1;
    };
  }

  private void add(String letter, boolean white) throws SAXException {
    if (white) {
      read.addUnseen(letter);
    } else {
      read.add(letter);
    }
  }

  private static String name(int id) {
    return new String(new char[] {(char) (id >>> 24), (char) (id >>> 16 & 0xff), (char) (id >>> 8 & 0xff),
        (char) (id & 0xff)});
  }
}
