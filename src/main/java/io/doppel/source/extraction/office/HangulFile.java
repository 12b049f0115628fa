package io.doppel.source.extraction.office;

import io.doppel.source.extraction.content.DocumentText;
import io.doppel.source.extraction.content.TikaParsing;
import io.doppel.source.extraction.limit.ExtractionException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.poi.poifs.filesystem.DirectoryEntry;
import org.apache.poi.poifs.filesystem.DocumentEntry;
import org.apache.poi.poifs.filesystem.DocumentInputStream;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.hwp.HwpV5Parser;
import org.xml.sax.SAXException;

/// Reads documents of Hangul 5.0 and later (HWP): a compound file whose streams are records.
public final class HangulFile {

  private static final String SIGNATURE = "HWP Document File";
  private static final int FLAGS = 36;
  private static final int COMPRESSED = 1;
  private static final int PASSWORD = 1 << 1;
  private static final int DISTRIBUTED = 1 << 2;
  private static final int RIGHTS_MANAGED = 1 << 4;
  private static final int SIGNED_BY_CERTIFICATE = 1 << 8;

  /// The most bytes of one record; what is larger is a picture or made to harm.
  private static final int MAX_RECORD = 16 << 20;

  private HangulFile() {}

  /// Hears the records of a stream. The bytes of each are little-endian.
  interface Records {
    void record(int tag, int level, ByteBuffer data) throws IOException, SAXException;
  }

  /// @throws ExtractionException if it is encrypted
  public static void read(Path file, DocumentText read) throws IOException, SAXException, TikaException {
    int flags;
    try (POIFSFileSystem streams = new POIFSFileSystem(file.toFile(), true)) {
      flags = flags(streams.getRoot());
      if ((flags & (PASSWORD | RIGHTS_MANAGED | SIGNED_BY_CERTIFICATE)) != 0) {
        throw new ExtractionException("it is protected by a password");
      }
      if ((flags & DISTRIBUTED) == 0) {
        boolean compressed = (flags & COMPRESSED) != 0;
        HangulLetters letters = new HangulLetters();
        if (streams.getRoot().hasEntryCaseInsensitive("DocInfo")) {
          walk(streams.getRoot(), "DocInfo", compressed, letters);
        }
        for (String section : sections(streams.getRoot())) {
          HangulSection records = new HangulSection(read, letters);
          walk((DirectoryEntry) streams.getRoot().getEntryCaseInsensitive("BodyText"), section, compressed, records);
          records.end();
        }
        return;
      }
    }
    TikaParsing.parse(new HwpV5Parser(), file, read, new Metadata()); // Which knows how their text is hidden.
  }

  private static int flags(DirectoryEntry root) throws IOException {
    try (DocumentInputStream in = new DocumentInputStream((DocumentEntry) root.getEntryCaseInsensitive("FileHeader"))) {
      byte[] header = in.readNBytes(FLAGS + Integer.BYTES);
      if (header.length < FLAGS + Integer.BYTES
          || !new String(header, java.nio.charset.StandardCharsets.ISO_8859_1).startsWith(SIGNATURE)) {
        throw new IOException("no document of Hangul");
      }
      return ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(FLAGS);
    }
  }

  private static List<String> sections(DirectoryEntry root) throws IOException {
    List<String> names = new ArrayList<>();
    if (root.getEntryCaseInsensitive("BodyText") instanceof DirectoryEntry body) {
      for (String name : body.getEntryNames()) {
        if (name.toLowerCase(Locale.ROOT).matches("section\\d{1,6}")) {
          names.add(name);
        }
      }
    }
    names.sort(Comparator.comparingInt(name -> Integer.parseInt(name.substring("section".length()))));
    return names;
  }

  private static void walk(DirectoryEntry folder, String name, boolean compressed, Records records)
      throws IOException, SAXException {
    Inflater inflater = new Inflater(true);
    try (InputStream raw = new DocumentInputStream((DocumentEntry) folder.getEntryCaseInsensitive(name));
        DataInputStream in =
            new DataInputStream(
                new BufferedInputStream(compressed ? new InflaterInputStream(raw, inflater) : raw, 1 << 16))) {
      while (true) {
        int head;
        try {
          head = Integer.reverseBytes(in.readInt());
        } catch (EOFException e) {
          return;
        }
        int size = head >>> 20;
        size = size == 0xfff ? Integer.reverseBytes(in.readInt()) : size;
        if (size < 0 || size > MAX_RECORD) {
          throw new IOException("a record of %d bytes".formatted(size));
        }
        ByteBuffer data = ByteBuffer.wrap(in.readNBytes(size)).order(ByteOrder.LITTLE_ENDIAN);
        if (data.capacity() < size) {
          throw new EOFException("a record ends too early");
        }
        records.record(head & 0x3ff, head >>> 10 & 0x3ff, data);
      }
    } finally {
      inflater.end();
    }
  }
}
