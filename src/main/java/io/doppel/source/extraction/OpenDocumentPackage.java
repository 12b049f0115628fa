package io.doppel.source.extraction;

import io.doppel.source.extraction.limit.TimeLimit;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLEventWriter;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.events.StartElement;
import javax.xml.stream.events.XMLEvent;

/// Makes of an OpenDocument text one that holds its text only: no comments, no deleted text, and neither headers nor
/// footers, which stand among its styles.
final class OpenDocumentPackage {

  private static final String CONTENT = "content.xml";
  private static final Set<String> PARTS = Set.of("mimetype", "meta.xml", CONTENT);

  /// Elements whose content is no text of the document's own.
  private static final Set<String> APART = Set.of("annotation", "tracked-changes");

  private OpenDocumentPackage() {}

  static void seen(Path file, Path copy) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile());
        OutputStream out = Files.newOutputStream(copy);
        ZipOutputStream copied = new ZipOutputStream(out)) {
      copied.setLevel(Deflater.BEST_SPEED);
      for (ZipEntry entry : zip.stream().filter(each -> PARTS.contains(each.getName())).toList()) {
        copied.putNextEntry(new ZipEntry(entry.getName()));
        try (InputStream in = zip.getInputStream(entry)) {
          if (entry.getName().equals(CONTENT)) {
            copy(in, copied);
          } else {
            long _ = in.transferTo(copied);
          }
        }
        copied.closeEntry();
      }
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  private static void copy(InputStream in, OutputStream out) throws XMLStreamException {
    XMLEventReader events = PackagedXml.reader(in);
    XMLEventWriter writer = PackagedXml.writer(out);
    int apart = 0;
    while (events.hasNext()) {
      TimeLimit.check();
      XMLEvent event = events.nextEvent();
      if (apart > 0) {
        apart += event.isStartElement() ? 1 : event.isEndElement() ? -1 : 0;
      } else if (event instanceof StartElement start && APART.contains(start.getName().getLocalPart())) {
        apart = 1;
      } else {
        writer.add(event);
      }
    }
    writer.flush();
  }
}
