package io.doppel.source.extraction.office;

import io.doppel.source.extraction.content.DocumentText;
import io.doppel.source.extraction.content.Unread;
import io.doppel.source.extraction.limit.ExtractionException;
import io.doppel.source.extraction.limit.TimeLimit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.hwpf.HWPFDocument;
import org.apache.poi.hwpf.OldWordFileFormatException;
import org.apache.poi.hwpf.usermodel.CharacterRun;
import org.apache.poi.hwpf.usermodel.Paragraph;
import org.apache.poi.hwpf.usermodel.Range;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/// Reads documents of Word 97 to 2003 (DOC) with Apache POI. Notes stand behind the text, and so do text boxes, which
/// the format keeps apart.
public final class OldWord {

  private static final int WHITE = 0xffffff;

  private final DocumentText read;

  /// The fields that are open, and whether what stands there is what they are told, and not what they show.
  private final Deque<Boolean> fields = new ArrayDeque<>();

  private OldWord(DocumentText read) {
    this.read = read;
  }

  /// @throws ExtractionException if it is encrypted or older
  public static void read(Path file, DocumentText read) throws IOException, SAXException {
    try (POIFSFileSystem streams = new POIFSFileSystem(file.toFile(), true);
        HWPFDocument document = new HWPFDocument(streams)) {
      OldWord reader = new OldWord(read);
      reader.add(document.getRange());
      for (Range apart :
          new Range[] {
            document.getMainTextboxRange(), document.getFootnoteRange(), document.getEndnoteRange()
          }) {
        read.startNote();
        reader.fields.clear();
        reader.add(apart);
        read.endNote();
      }
      read.addUnread(Unread.Kind.COMMENT, comments(document.getCommentsRange()));
      if (!document.getHeaderStoryRange().text().isBlank()) {
        read.addUnread(Unread.Kind.HEADER, 1);
      }
      read.addUnread(Unread.Kind.IMAGE, document.getPicturesTable().getAllPictures().size());
    } catch (EncryptedDocumentException e) {
      throw new ExtractionException("it is protected by a password", e);
    } catch (OldWordFileFormatException e) {
      throw new ExtractionException("it is of a Word before 97: save it as .docx", e);
    }
  }

  private static int comments(Range range) {
    return (int) range.text().chars().filter(c -> c == 5).count();
  }

  private void add(Range range) throws SAXException {
    boolean tableBefore = false;
    for (int i = 0; i < range.numParagraphs(); i++) {
      TimeLimit.check();
      Paragraph paragraph = range.getParagraph(i);
      boolean table = paragraph.isInTable();
      if (table != tableBefore) {
        read.endParagraph();
      }
      tableBefore = table;
      boolean shaded = table || !paragraph.getShading().isEmpty();
      for (int j = 0; j < paragraph.numCharacterRuns(); j++) {
        CharacterRun run = paragraph.getCharacterRun(j);
        if (run.isMarkedDeleted()) {
          read.addUnread(Unread.Kind.DELETION, 1);
          continue;
        }
        boolean white = run.getIco24() == WHITE && !shaded && !run.isHighlighted();
        add(run.text(), run.isVanished() || white);
      }
      if (paragraph.isTableRowEnd()) {
        read.startLine();
      } else if (!table) {
        read.endParagraph();
      }
      read.breakUnseen();
    }
    read.endParagraph();
  }

  private void add(String letters, boolean hidden) throws SAXException {
    for (int i = 0; i < letters.length(); i++) {
      char c = letters.charAt(i);
      switch (c) {
        case 19 -> fields.push(true);
        case 20, 21 -> {
          @Nullable Boolean _ = fields.poll();
          if (c == 20) {
            fields.push(false);
          }
        }
        case 7 -> read.startCell();
        case 11, 12 -> read.startLine();
        case 30 -> add('-', hidden);
        case '\r', '\n', '\t' -> add(' ', hidden);
        default -> {
          if (c >= ' ' && c != 31) {
            add(c, hidden);
          }
        }
      }
    }
  }

  private void add(char c, boolean hidden) throws SAXException {
    if (fields.contains(true)) {
      return;
    }
    if (hidden) {
      read.addUnseen(String.valueOf(c));
    } else {
      read.add(String.valueOf(c));
    }
  }
}
