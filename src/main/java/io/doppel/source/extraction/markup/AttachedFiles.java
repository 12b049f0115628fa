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
import java.time.Duration;
import java.util.Optional;
import org.apache.james.mime4j.dom.SingleBody;
import org.xml.sax.SAXException;

/// The documents that are attached to a mail: what is read of one stands under its name, in the place where it is
/// attached. What is none, cannot be read, or is too long for the room that is left, is named as left out.
public final class AttachedFiles {

  /// More are named and not read.
  private static final int MOST = 100;

  /// Later than so after the first one, no other is begun, so that the mail itself is read in time.
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final Reader reader;
  private final long end = System.nanoTime() + LONGEST.toNanos();
  private int count;

  /// Reads documents.
  @FunctionalInterface
  public interface Reader {

    /// Empty if the content does not tell what it is.
    ///
    /// @param isText whether it is text where the content tells nothing
    /// @param maxText the most UTF-16 units of its text
    /// @throws ExtractionException if it cannot be read
    Optional<Extracted> read(Path file, boolean isText, int maxText) throws IOException;
  }

  AttachedFiles(Reader reader) {
    this.reader = reader;
  }

  /// @param name of the file
  /// @param isText whether the mail says that it is text
  /// @param body what is in it
  void add(String name, boolean isText, SingleBody body, DocumentText read) throws IOException, SAXException {
    TimeLimit.check();
    boolean more = ++count <= MOST && System.nanoTime() < end;
    Optional<Extracted> document = more ? document(isText, body, read.room() / 2) : Optional.empty();
    if (document.isEmpty()) {
      read.addUnread(Unread.Kind.ATTACHMENT, name);
      return;
    }
    read.endParagraph();
    read.add(name);
    read.endParagraph();
    add(document.get(), read);
  }

  private Optional<Extracted> document(boolean isText, SingleBody body, int maxText) throws IOException {
    Path file = Files.createTempFile("doppel-", null);
    try {
      try (OutputStream out = Files.newOutputStream(file)) {
        body.writeTo(out);
      }
      return reader.read(file, isText, maxText);
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
        for (String cell : line.replace('\f', ' ').strip().split("\t", -1)) {
          read.startCell();
          read.add(cell);
        }
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
