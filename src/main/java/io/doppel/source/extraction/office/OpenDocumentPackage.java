package io.doppel.source.extraction.office;

import io.doppel.source.extraction.content.DocumentText;
import io.doppel.source.extraction.content.PackagedXml;
import io.doppel.source.extraction.content.PackagedXml.Listener;
import io.doppel.source.extraction.content.Unread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLStreamReader;
import org.xml.sax.SAXException;

/// Reads OpenDocument texts (ODT). Notes stand behind the text, text boxes behind the paragraph they are anchored in;
/// comments, deleted text, headers and footers are counted.
public final class OpenDocumentPackage {

  /// Elements whose content is no text of the document's own.
  private static final Set<String> APART =
      Set.of("note-citation", "ruby-text", "forms", "scripts", "font-face-decls", "title", "desc", "settings");

  private final DocumentText read;
  private final Set<String> hidden = new HashSet<>();
  private final Set<String> white = new HashSet<>();
  private final Set<String> painted = new HashSet<>();

  private OpenDocumentPackage(DocumentText read) {
    this.read = read;
  }

  /// @throws io.doppel.source.extraction.limit.ExtractionException if it is encrypted
  public static void read(Path file, DocumentText read) throws IOException, SAXException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      PackagedXml.refuseEncrypted(zip);
      OpenDocumentPackage document = new OpenDocumentPackage(read);
      PackagedXml.walk(zip, "styles.xml", document.new Styles());
      PackagedXml.walk(zip, "content.xml", document.new Content());
    }
  }

  /// What letters look like, as styles say it.
  private class Styles implements Listener {
    private String style = "";
    private int furniture;

    @Override
    public boolean start(String name, XMLStreamReader element) throws IOException, SAXException {
      switch (name) {
        case "style" -> {
          style = PackagedXml.value(element, "name");
          String parent = PackagedXml.value(element, "parent-style-name");
          for (Set<String> kind : List.of(hidden, white, painted)) {
            if (kind.contains(parent)) {
              kind.add(style);
            }
          }
        }
        case "text-properties", "paragraph-properties" -> {
          set(hidden, PackagedXml.value(element, "display").equals("none"));
          if (!PackagedXml.value(element, "color").isEmpty()) {
            set(white, PackagedXml.value(element, "color").equalsIgnoreCase("#ffffff"));
          }
          String behind = PackagedXml.value(element, "background-color");
          if (!behind.isEmpty()) {
            set(painted, !behind.equals("transparent"));
          }
        }
        case "header", "footer", "header-left", "footer-left" -> furniture = 1;
        default -> {}
      }
      return true;
    }

    private void set(Set<String> kind, boolean is) {
      if (is) {
        kind.add(style);
      }
    }

    @Override
    public void end(String name) throws SAXException {
      if (name.startsWith("header") || name.startsWith("footer")) {
        furniture = 0;
      }
    }

    @Override
    public void text(String letters) throws SAXException {
      if (furniture == 1 && !letters.isBlank()) {
        furniture = 2;
        read.addUnread(Unread.Kind.HEADER, 1);
      }
    }
  }

  /// The text on its way.
  private final class Content extends Styles {
    private final Deque<Integer> tables = new ArrayDeque<>();
    private final Deque<Boolean> unseen = new ArrayDeque<>();
    private boolean body;
    private int paragraphs;
    private boolean object;

    Content() {
      tables.push(0);
    }

    @Override
    public boolean start(String name, XMLStreamReader element) throws IOException, SAXException {
      if (!body) {
        body = name.equals("body");
        return !APART.contains(name) && super.start(name, element);
      }
      switch (name) {
        case "annotation" -> {
          read.addUnread(Unread.Kind.COMMENT, 1);
          return false;
        }
        case "changed-region" -> {
          read.addUnread(Unread.Kind.DELETION, 1);
          return false;
        }
        case "p", "h", "span" -> {
          paragraphs += name.equals("span") ? 0 : 1;
          unseen.push((!unseen.isEmpty() && unseen.element()) || isUnseen(PackagedXml.value(element, "style-name")));
        }
        case "hidden-paragraph", "hidden-text" -> read.addUnseen(PackagedXml.value(element, "string-value"));
        case "section" -> {
          if (PackagedXml.value(element, "display").equals("none")) {
            read.startHidden();
          }
          unseen.push(PackagedXml.value(element, "display").equals("none"));
        }
        case "s", "tab" -> text(" ");
        case "line-break" -> read.startLine();
        case "note" -> {
          read.startNote();
          tables.push(0);
        }
        case "text-box" -> {
          read.startBox();
          tables.push(0);
        }
        case "table" -> {
          read.startParagraph();
          tables.push(tables.pop() + 1);
        }
        case "table-row" -> read.startLine();
        case "table-cell" -> read.startCell();
        case "frame" -> object = false;
        case "object", "object-ole", "plugin" -> {
          object = true;
          read.addUnread(Unread.Kind.OBJECT, 1);
        }
        case "image" -> read.addUnread(Unread.Kind.IMAGE, object ? 0 : 1); // Of an object, it is what that looks like.
        default -> {
          return !APART.contains(name);
        }
      }
      return true;
    }

    private boolean isUnseen(String style) {
      // A table or a text box may have a colour behind it that is told elsewhere.
      boolean plain = tables.size() == 1 && tables.element() == 0;
      return hidden.contains(style) || (plain && white.contains(style) && !painted.contains(style));
    }

    @Override
    public void end(String name) throws SAXException {
      if (!body) {
        return;
      }
      switch (name) {
        case "p", "h" -> {
          boolean _ = unseen.pop();
          paragraphs--;
          if (tables.element() > 0) {
            read.add(" ");
          } else {
            read.endParagraph();
          }
          read.breakUnseen();
        }
        case "span" -> {
          boolean _ = unseen.pop();
        }
        case "section" -> {
          if (unseen.pop()) {
            read.endHidden();
          }
        }
        case "note" -> {
          tables.pop();
          read.endNote();
        }
        case "text-box" -> {
          tables.pop();
          read.endBox();
        }
        case "table" -> {
          int around = tables.pop() - 1;
          tables.push(around);
          if (around == 0) {
            read.endParagraph();
          }
        }
        case "table-row" -> read.startLine();
        case "body" -> body = false;
        default -> {}
      }
    }

    @Override
    public void text(String letters) throws SAXException {
      if (paragraphs == 0) {
        return;
      }
      if (unseen.element()) {
        read.addUnseen(letters);
      } else {
        // As it is written: an end of a line in the file is none in the text.
        read.add(letters.replace('\n', ' '));
      }
    }
  }
}
