package io.doppel.source.extraction.markup;

import io.doppel.source.extraction.content.DocumentText;
import io.doppel.source.extraction.content.PackagedXml;
import io.doppel.source.extraction.content.TikaParsing;
import io.doppel.source.extraction.content.Unread;
import io.doppel.source.extraction.limit.ExtractionException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.tika.exception.TikaException;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/// Reads books (EPUB) in the order of their spine.
public final class Book {

  private static final String CONTAINER = "META-INF/container.xml";
  private static final String ENCRYPTION = "META-INF/encryption.xml";

  /// What lists the chapters is none.
  private static final String CONTENTS = "nav";

  /// A chapter is held in memory as a tree.
  private static final int MAX_TAGS = 1_000_000;

  private final ZipFile zip;
  private final DocumentText read;

  /// @param properties what it is for, in words
  private record Item(String part, String properties) {}

  private Book(ZipFile zip, DocumentText read) {
    this.zip = zip;
    this.read = read;
  }

  public static void read(Path file, DocumentText read) throws IOException, SAXException, TikaException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      new Book(zip, read).read();
    }
  }

  private void read() throws IOException, SAXException, TikaException {
    String opf = attribute(CONTAINER, "rootfile", "full-path").stream().findFirst().orElse("");
    String folder = opf.substring(0, opf.lastIndexOf('/') + 1);
    Set<String> encrypted = new HashSet<>();
    for (String reference : attribute(ENCRYPTION, "CipherReference", "URI")) {
      encrypted.add(resolved("", reference));
    }
    boolean any = false;
    for (Item item : spine(opf, folder)) {
      if (encrypted.contains(item.part)) {
        read.addUnread(Unread.Kind.ENCRYPTED, item.part);
      } else if (!item.properties.contains(CONTENTS)) {
        readChapter(item.part);
        any = true;
      }
    }
    if (!any && !encrypted.isEmpty()) {
      throw new ExtractionException("it is protected: all its chapters are encrypted");
    }
  }

  private Set<Item> spine(String opf, String folder) throws IOException, SAXException {
    Map<String, Item> items = new HashMap<>();
    List<String> order = new ArrayList<>();
    StringBuilder title = new StringBuilder();
    walk(
        opf,
        new PackagedXml.Listener() {
          private boolean inTitle;

          @Override
          public boolean start(String name, javax.xml.stream.XMLStreamReader element) {
            switch (name) {
              case "item" ->
                  items.put(
                      PackagedXml.value(element, "id"),
                      new Item(
                          resolved(folder, PackagedXml.value(element, "href")),
                          PackagedXml.value(element, "properties")));
              case "itemref" -> order.add(PackagedXml.value(element, "idref"));
              case "title" -> inTitle = title.isEmpty();
              default -> {}
            }
            return true;
          }

          @Override
          public void end(String name) {
            inTitle = false;
          }

          @Override
          public void text(String letters) {
            title.append(inTitle ? letters : "");
          }
        });
    read.setTitle(title.toString());
    Set<Item> spine = new LinkedHashSet<>();
    for (String id : order) {
      @Nullable Item item = items.get(id);
      if (item != null) {
        spine.add(item);
      }
    }
    return spine;
  }

  private void readChapter(String part) throws IOException, SAXException, TikaException {
    @Nullable ZipEntry entry = zip.getEntry(part);
    if (entry == null) {
      read.addUnread(Unread.Kind.MISSING, part);
      return;
    }
    byte[] page;
    try (InputStream in = zip.getInputStream(entry)) {
      page = in.readAllBytes();
    }
    int tags = 0;
    for (byte b : page) {
      tags += b == '<' ? 1 : 0;
    }
    if (tags > MAX_TAGS) {
      throw new ExtractionException(String.format(Locale.ROOT, "it has more than %,d tags", MAX_TAGS));
    }
    read.startParagraph();
    TikaParsing.parsePage(page, read);
    read.endParagraph();
  }

  private List<String> attribute(String part, String element, String attribute) throws IOException, SAXException {
    List<String> values = new ArrayList<>();
    walk(
        part,
        (name, start) -> {
          if (name.equals(element)) {
            values.add(PackagedXml.value(start, attribute));
          }
          return true;
        });
    return values;
  }

  private void walk(String part, PackagedXml.Listener listener) throws IOException, SAXException {
    PackagedXml.walk(zip, part, listener);
  }

  /// A name that is written from a folder of the package on, without what stands behind `#`.
  private static String resolved(String folder, String reference) {
    String path = reference.replaceFirst("#.*", "").replace("+", "%2B");
    try {
      return PackagedXml.resolved(folder, URLDecoder.decode(path, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return PackagedXml.resolved(folder, reference); // A percent sign that stands for itself.
    }
  }
}
