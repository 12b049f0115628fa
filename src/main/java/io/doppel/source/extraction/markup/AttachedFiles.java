package io.doppel.source.extraction.markup;

import io.doppel.source.extraction.content.DocumentText;
import io.doppel.source.extraction.content.Extracted;
import io.doppel.source.extraction.content.Unread;
import io.doppel.source.extraction.limit.ExtractionException;
import io.doppel.source.extraction.limit.TimeLimit;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.james.mime4j.dom.SingleBody;
import org.xml.sax.SAXException;

/// The documents that are attached to a mail: what is read of one stands under its name, in the place where it is
/// attached. What is none, or cannot be read, is named as left out.
public final class AttachedFiles {

  /// More are named and not read.
  private static final int MOST = 100;

  private final Reader reader;
  private int count;

  /// Reads a document whose content tells what it is.
  @FunctionalInterface
  public interface Reader {

    /// Empty if the content does not tell.
    ///
    /// @throws ExtractionException if it cannot be read
    Optional<Extracted> read(Path file) throws IOException;
  }

  AttachedFiles(Reader reader) {
    this.reader = reader;
  }

  /// @param name of the file
  /// @param body what is in it
  void add(String name, SingleBody body, DocumentText read) throws IOException, SAXException {
    TimeLimit.check();
    Optional<Extracted> document = ++count > MOST ? Optional.empty() : document(body);
    if (document.isEmpty()) {
      read.addUnread(Unread.Kind.ATTACHMENT, name);
      return;
    }
    addName(name, read);
    add(document.get(), read);
  }

  /// Says which file follows.
  static void addName(String name, DocumentText read) throws SAXException {
    read.endParagraph();
    read.add(name);
    read.endParagraph();
  }

  private Optional<Extracted> document(SingleBody body) throws IOException {
    Path file = Files.createTempFile("doppel-", null);
    try {
      try (OutputStream out = Files.newOutputStream(file)) {
        body.writeTo(out);
      }
      return reader.read(file);
    } catch (ExtractionException e) {
      return Optional.empty();
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static void add(Extracted document, DocumentText read) throws SAXException {
    for (String line : document.text().lines().toList()) {
      if (line.isBlank()) {
        read.endParagraph();
      } else {
        read.startLine();
        read.add(line.replace('\f', ' ').strip());
      }
    }
    read.endParagraph();
    document.unread().forEach(read::addUnread);
    if (!document.unseen().isEmpty()) {
      read.addUnseen(document.unseen());
      read.breakUnseen();
    }
  }
}
