package io.doppel.source.extraction;

import java.io.InputStream;
import java.io.OutputStream;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLEventWriter;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;

/// Reads and writes the XML that office files pack: nothing outside of it is read, and no entity is made of another.
final class PackagedXml {

  private static final XMLInputFactory READERS = XMLInputFactory.newDefaultFactory();
  private static final XMLOutputFactory WRITERS = XMLOutputFactory.newDefaultFactory();

  static {
    READERS.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    READERS.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
  }

  private PackagedXml() {}

  static XMLEventReader reader(InputStream in) throws XMLStreamException {
    return READERS.createXMLEventReader(in);
  }

  static XMLEventWriter writer(OutputStream out) throws XMLStreamException {
    return WRITERS.createXMLEventWriter(out, "UTF-8");
  }
}
