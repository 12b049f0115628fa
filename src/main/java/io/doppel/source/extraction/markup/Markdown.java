package io.doppel.source.extraction.markup;

import io.doppel.source.extraction.content.DocumentText;
import io.doppel.source.extraction.content.Unread;
import io.doppel.source.extraction.limit.ExtractionException;
import io.doppel.source.extraction.limit.TimeLimit;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.footnotes.FootnoteDefinition;
import org.commonmark.ext.footnotes.FootnotesExtension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.jsoup.Jsoup;
import org.xml.sax.SAXException;

/// Reads Markdown with commonmark-java: what it says without its marks. Blocks of code and footnotes stand behind the
/// text; the addresses of links are named and not read.
public final class Markdown {

  /// Blocks are at most so deep in each other; what is deeper is text.
  private static final int MAX_DEPTH = 100;

  private static final Parser PARSER =
      Parser.builder()
          .extensions(List.of(TablesExtension.create(), FootnotesExtension.create()))
          .maxOpenBlockParsers(MAX_DEPTH)
          .build();

  private static final Pattern TITLE = Pattern.compile("(?m)^title:[ \\t]*[\"']?(.*?)[\"']?[ \\t]*$");
  private static final int MAX_FRONT_MATTER = 1 << 16;

  private Markdown() {}

  public static void read(Path file, DocumentText read) throws IOException, SAXException {
    String text = Utf8File.read(file);
    int front = frontMatter(text);
    if (front > 0) {
      Matcher title = TITLE.matcher(text.substring(0, front));
      read.setTitle(title.find() ? title.group(1) : null);
      text = text.substring(front);
    }
    try {
      PARSER.parse(text).accept(new Reader(read));
    } catch (Given e) {
      throw e.cause;
    }
  }

  /// Where that ends which stands before the text, for programs; 0 if there is none.
  private static int frontMatter(String text) {
    int from = 0;
    while (from < Math.min(MAX_FRONT_MATTER, text.length())) {
      int next = text.indexOf('\n', from);
      int end = next < 0 ? text.length() : next;
      String line = text.substring(from, end).stripTrailing();
      if (from == 0 && !line.equals("---")) {
        return 0;
      }
      if (from > 0 && (line.equals("---") || line.equals("..."))) {
        return Math.min(end + 1, text.length());
      }
      from = end + 1;
    }
    return 0;
  }

  /// Carries what ends the reading through the library.
  private static final class Given extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final SAXException cause;

    Given(SAXException cause) {
      super(cause);
      this.cause = cause;
    }
  }

  private static final class Reader extends AbstractVisitor {
    private final DocumentText read;

    Reader(DocumentText read) {
      this.read = read;
    }

    private void add(String letters) {
      TimeLimit.check();
      try {
        read.add(letters);
      } catch (SAXException e) {
        throw new Given(e);
      }
    }

    private void addNote(Runnable content) {
      try {
        read.startNote();
      } catch (ExtractionException e) {
        throw new Given(new SAXException(e));
      }
      content.run();
      read.endNote();
    }

    @Override
    public void visit(Text text) {
      add(text.getLiteral());
    }

    @Override
    public void visit(Code code) {
      add(code.getLiteral());
    }

    @Override
    public void visit(SoftLineBreak line) {
      add("\n");
    }

    @Override
    public void visit(HardLineBreak line) {
      add("\n");
    }

    @Override
    public void visit(Heading heading) {
      block(heading);
    }

    @Override
    public void visit(Paragraph paragraph) {
      Node item = paragraph.getParent();
      if (item instanceof ListItem && item.getParent() instanceof ListBlock list && list.isTight()) {
        read.startLine();
        visitChildren(paragraph);
        read.startLine();
      } else {
        block(paragraph);
      }
    }

    private void block(Node node) {
      read.startParagraph();
      visitChildren(node);
      read.endParagraph();
    }

    @Override
    public void visit(FencedCodeBlock code) {
      addNote(() -> add(code.getLiteral()));
    }

    @Override
    public void visit(IndentedCodeBlock code) {
      addNote(() -> add(code.getLiteral()));
    }

    @Override
    public void visit(Link link) {
      read.addUnread(Unread.Kind.LINK, link.getDestination());
      visitChildren(link);
    }

    @Override
    public void visit(Image image) {
      read.addUnread(Unread.Kind.IMAGE, image.getDestination());
      visitChildren(image);
    }

    @Override
    public void visit(HtmlInline html) {
      // A tag; what it is around is text of its own.
    }

    @Override
    public void visit(HtmlBlock html) {
      read.startParagraph();
      add(Jsoup.parse(html.getLiteral()).wholeText());
      read.endParagraph();
    }

    @Override
    public void visit(ListItem item) {
      read.startLine();
      visitChildren(item);
      read.startLine();
    }

    @Override
    public void visit(CustomBlock block) {
      switch (block) {
        case FootnoteDefinition note -> addNote(() -> visitChildren(note));
        case TableBlock table -> block(table);
        default -> visitChildren(block);
      }
    }

    @Override
    public void visit(CustomNode node) {
      switch (node) {
        case TableRow row -> {
          read.startLine();
          visitChildren(row);
        }
        case TableCell cell -> {
          read.startCell();
          visitChildren(cell);
        }
        default -> visitChildren(node);
      }
    }
  }
}
