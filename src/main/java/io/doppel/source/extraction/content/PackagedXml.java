package io.doppel.source.extraction.content;

import io.doppel.source.extraction.limit.ExtractionException;
import io.doppel.source.extraction.limit.TimeLimit;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLEventWriter;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/// Reads and writes the XML that office files pack: nothing outside of it is read, and no entity is made of another.
public final class PackagedXml {

  private static final XMLInputFactory READERS = XMLInputFactory.newDefaultFactory();
  private static final XMLOutputFactory WRITERS = XMLOutputFactory.newDefaultFactory();

  /// Elements are at most so deep in each other.
  private static final int MAX_DEPTH = 2_000;

  /// Java's own limits are narrow, and count also the entities that need not be declared, such as that for `&`,
  /// of which a long file has many; here they allow as many as a text has letters.
  private static final Map<String, String> LIMITS =
      Map.of(
          "jdk.xml.maxGeneralEntitySizeLimit", String.valueOf(32 << 20),
          "jdk.xml.totalEntitySizeLimit", String.valueOf(32 << 20),
          "jdk.xml.maxElementDepth", String.valueOf(MAX_DEPTH));

  static {
    READERS.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    READERS.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    LIMITS.forEach(READERS::setProperty);
  }

  private PackagedXml() {}

  /// Hears a part being read, by the local names of its elements.
  public interface Listener {

    /// @return whether what is in the element is wanted; if not, its end is not told either
    boolean start(String name, XMLStreamReader element) throws IOException, SAXException;

    default void end(String name) throws IOException, SAXException {}

    default void text(String letters) throws SAXException {}
  }

  /// Reads a part to its end.
  ///
  /// @throws IOException if it is no XML
  public static void walk(InputStream in, Listener listener) throws IOException, SAXException {
    try {
      XMLStreamReader reader = READERS.createXMLStreamReader(in);
      int depth = 0;
      int unwanted = 0;
      while (reader.hasNext()) {
        TimeLimit.check();
        switch (reader.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            depth++;
            if (depth > MAX_DEPTH) {
              throw new ExtractionException("it is nested too deep");
            }
            if (unwanted > 0 || !listener.start(reader.getLocalName(), reader)) {
              unwanted++;
            }
          }
          case XMLStreamConstants.END_ELEMENT -> {
            depth--;
            if (unwanted > 0) {
              unwanted--;
            } else {
              listener.end(reader.getLocalName());
            }
          }
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
            if (unwanted == 0) {
              listener.text(reader.getText());
            }
          }
          default -> {}
        }
      }
    } catch (XMLStreamException e) {
      throw new IOException(e);
    }
  }

  /// Reads a part of an archive to its end; one that is not there has nothing in it.
  public static void walk(ZipFile zip, String part, Listener listener) throws IOException, SAXException {
    @Nullable ZipEntry entry = zip.getEntry(part);
    if (entry != null) {
      try (InputStream in = zip.getInputStream(entry)) {
        walk(in, listener);
      }
    }
  }

  /// @throws ExtractionException if the list of parts, as OpenDocument and OWPML have it, says that one is encrypted
  public static void refuseEncrypted(ZipFile zip) throws IOException, SAXException {
    walk(
        zip,
        "META-INF/manifest.xml",
        (name, _) -> {
          if (name.equals("encryption-data")) {
            throw new ExtractionException("it is protected by a password");
          }
          return true;
        });
  }

  /// What reads a part for a parser of Tika's.
  ///
  /// @return one for a single thread
  static SAXParser saxParser() throws SAXException {
    SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
    try {
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
      factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
      factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
      SAXParser parser = factory.newSAXParser();
      for (Map.Entry<String, String> limit : LIMITS.entrySet()) {
        parser.setProperty(limit.getKey(), limit.getValue());
      }
      return parser;
    } catch (ParserConfigurationException e) {
      throw new SAXException(e);
    }
  }

  /// The value of an attribute, by its local name; empty if there is none.
  public static String value(XMLStreamReader element, String name) {
    for (int i = 0; i < element.getAttributeCount(); i++) {
      if (element.getAttributeLocalName(i).equals(name)) {
        return element.getAttributeValue(i);
      }
    }
    return "";
  }

  /// A name that is written from a folder on, as one in the package.
  public static String resolved(String folder, String target) {
    Deque<String> parts = new ArrayDeque<>();
    for (String part : (target.startsWith("/") ? target : folder + target).split("/", -1)) {
      if (part.equals("..")) {
        String _ = parts.isEmpty() ? "" : parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return String.join("/", parts);
  }

  public static XMLEventReader reader(InputStream in) throws XMLStreamException {
    return READERS.createXMLEventReader(in);
  }

  public static XMLEventWriter writer(OutputStream out) throws XMLStreamException {
    return WRITERS.createXMLEventWriter(out, "UTF-8");
  }
}
