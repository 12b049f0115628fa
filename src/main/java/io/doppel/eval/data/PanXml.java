package io.doppel.eval.data;

import io.doppel.eval.measure.PanCase;
import io.doppel.file.AtomicFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/// The XML of PAN's text alignment: one file for each pair of documents, one `feature` for each case.
public final class PanXml {

  /// The `name` of an annotated case; other features are passed over.
  private static final String ANNOTATION = "plagiarism";

  private static final String DETECTION = "detected-plagiarism";

  private PanXml() {}

  /// The annotated cases of a pair. Document types and external entities are refused.
  ///
  /// @param file as messages call it
  static List<PanCase> read(String file, byte[] xml) throws DataException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try {
      XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(xml));
      try {
        return read(file, reader);
      } finally {
        reader.close();
      }
    } catch (XMLStreamException e) {
      throw new DataException(file, "is not XML: " + firstLine(e), e);
    }
  }

  private static List<PanCase> read(String file, XMLStreamReader reader) throws XMLStreamException, DataException {
    List<PanCase> cases = new ArrayList<>();
    String suspicious = "";
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.DTD) {
        throw new XMLStreamException("a document type is not allowed here");
      }
      if (event == XMLStreamConstants.START_ELEMENT && reader.getLocalName().equals("document")) {
        suspicious = text(file, reader, "reference");
      } else if (event == XMLStreamConstants.START_ELEMENT
          && reader.getLocalName().equals("feature")
          && ANNOTATION.equals(reader.getAttributeValue(null, "name"))) {
        cases.add(
            new PanCase(
                suspicious,
                text(file, reader, "source_reference"),
                number(file, reader, "this_offset"),
                number(file, reader, "this_length"),
                number(file, reader, "source_offset"),
                number(file, reader, "source_length")));
      }
    }
    return cases;
  }

  /// Writes detections as the official scorer reads them: one file for each pair in `folder`, also for pairs without
  /// any.
  public static void write(Path folder, List<PanPair> pairs, List<PanCase> detections) throws IOException {
    Files.createDirectories(folder);
    for (PanPair pair : pairs) {
      try (AtomicFile file = AtomicFile.open(folder.resolve(pair.annotationFile()))) {
        XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(file.writer());
        xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("document");
        xml.writeAttribute("reference", pair.suspicious());
        xml.writeCharacters("\n");
        for (PanCase found : detections) {
          if (pair.holds(found)) {
            write(xml, found);
          }
        }
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.close();
        file.commit();
      } catch (XMLStreamException e) {
        throw new IOException("%s cannot be written as XML".formatted(pair.annotationFile()), e);
      }
    }
  }

  private static void write(XMLStreamWriter xml, PanCase found) throws XMLStreamException {
    xml.writeEmptyElement("feature");
    xml.writeAttribute("name", DETECTION);
    xml.writeAttribute("this_offset", Integer.toString(found.thisOffset()));
    xml.writeAttribute("this_length", Integer.toString(found.thisLength()));
    xml.writeAttribute("source_reference", found.source());
    xml.writeAttribute("source_offset", Integer.toString(found.sourceOffset()));
    xml.writeAttribute("source_length", Integer.toString(found.sourceLength()));
    xml.writeCharacters("\n");
  }

  private static int number(String file, XMLStreamReader reader, String name) throws DataException {
    String value = text(file, reader, name);
    try {
      int number = Integer.parseInt(value);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new DataException(at(file, reader), "%s must be a whole number, got \"%s\"".formatted(name, value), e);
    }
    throw new DataException(at(file, reader), "%s must be at least 0, got %s".formatted(name, value));
  }

  private static String text(String file, XMLStreamReader reader, String name) throws DataException {
    String value = reader.getAttributeValue(null, name);
    if (value == null) {
      throw new DataException(
          at(file, reader), "the element %s lacks %s".formatted(reader.getLocalName(), name));
    }
    return value;
  }

  private static String at(String file, XMLStreamReader reader) {
    return file + ":" + reader.getLocation().getLineNumber();
  }

  private static String firstLine(XMLStreamException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
