package io.doppel.source.extraction.limit;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.filter.FilterFactory;
import org.apache.pdfbox.pdmodel.PDDocument;

/// Unpacks the streams of a PDF file once without keeping them, to see that none of them unpacks to more than PDFBox,
/// which keeps them, should hold in memory.
public final class PdfStreams {

  /// The most bytes of one stream; a scanned page of 600 dots an inch in colour has 105 MB.
  private static final long MAX_STREAM = 128L << 20;

  /// The most bytes of all streams that are no pictures.
  private static final long MAX_ALL = 256L << 20;

  /// So many bytes before a stream are looked at for what it is.
  private static final int MAX_DICTIONARY = 1 << 13;

  /// A letter of a name that is written by its number.
  private static final Pattern ESCAPED = Pattern.compile("#([0-9A-Fa-f]{2})");

  private static final Pattern UNUSUAL =
      Pattern.compile("/(?:ASCIIHexDecode|AHx|ASCII85Decode|A85|LZWDecode|LZW|RunLengthDecode|RL)\\b|Decode\\s*/");

  private static final byte[] STREAM = {'s', 't', 'r', 'e', 'a', 'm'};

  private PdfStreams() {}

  /// Looks at the streams of a file before it is opened, for opening it unpacks some of them.
  ///
  /// @throws ExtractionException if one is too large
  public static void check(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file);
        InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      long at = 0;
      int matched = 0;
      for (int b = in.read(); b >= 0; b = in.read()) {
        at++;
        matched = b == STREAM[matched] ? matched + 1 : b == STREAM[0] ? 1 : 0;
        if (matched == STREAM.length) {
          matched = 0;
          checkDeflated(channel, at);
          checkFilters(channel, at);
        }
      }
    }
  }

  /// Looks at the table of what is where, which is unpacked by whatever it names as soon as the file is opened.
  private static void checkFilters(FileChannel channel, long keyword) throws IOException {
    int length = (int) Math.min(MAX_DICTIONARY, keyword);
    ByteBuffer before = ByteBuffer.allocate(length);
    while (before.hasRemaining() && channel.read(before, keyword - length + before.position()) > 0) {
      // Until all of it is there.
    }
    String dictionary = new String(before.array(), 0, before.position(), StandardCharsets.ISO_8859_1);
    String own = dictionary.substring(dictionary.lastIndexOf("obj") + 1);
    dictionary = ESCAPED.matcher(own).replaceAll(PdfStreams::letter);
    if (dictionary.contains("/XRef") && UNUSUAL.matcher(dictionary).find()) {
      throw new ExtractionException("its table of contents is packed in a way that nobody uses");
    }
  }

  private static String letter(MatchResult escaped) {
    return Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(escaped.group(1), 16)));
  }

  /// Looks at what is packed behind a keyword, as the parser finds its beginning: behind spaces, and one end of line.
  private static void checkDeflated(FileChannel channel, long keyword) throws IOException {
    TimeLimit.check();
    channel.position(keyword);
    InputStream in = new BufferedInputStream(Channels.newInputStream(channel), 1 << 13);
    int next;
    do {
      in.mark(1);
      next = in.read();
    } while (next == ' ');
    if (next == '\r') {
      in.mark(1);
      next = in.read();
    }
    if (next != '\n') {
      in.reset();
    }
    in.mark(2);
    int first = in.read();
    int second = in.read();
    in.reset();
    if ((first & 0x0f) == 8 && first >= 0 && second >= 0 && (first << 8 | second) % 31 == 0) {
      Inflater inflater = new Inflater();
      try {
        long _ = size(new InflaterInputStream(in, inflater), MAX_STREAM);
      } finally {
        inflater.end();
      }
    }
  }

  /// Looks at the streams of a document in whatever way they are packed.
  ///
  /// @throws ExtractionException if one is too large, or all of them are
  public static void check(PDDocument document) throws IOException {
    COSDocument objects = document.getDocument();
    long all = 0;
    for (COSObjectKey key : List.copyOf(objects.getXrefTable().keySet())) {
      TimeLimit.check();
      COSObject object = objects.getObjectFromPool(key);
      if (object != null && object.getObject() instanceof COSStream stream && !isCoded(stream)) {
        long size;
        try (InputStream in = unpacked(stream)) {
          size = size(in, MAX_STREAM);
        }
        all += COSName.IMAGE.equals(stream.getCOSName(COSName.SUBTYPE)) ? 0 : size;
        if (all > MAX_ALL) {
          throw tooLarge(MAX_ALL);
        }
      }
    }
  }

  /// Whether only a decoder of pictures can unpack it, which is not asked here.
  private static boolean isCoded(COSStream stream) {
    return names(stream.getFilters()).stream()
        .anyMatch(name ->
            name.startsWith("DCT")
                || name.startsWith("JPX")
                || name.startsWith("JBIG2")
                || name.startsWith("CCF")
                || name.startsWith("CCITT"));
  }

  private static List<String> names(COSBase filters) {
    return switch (filters) {
      case COSName name -> List.of(name.getName());
      case COSArray array -> array.toCOSNameStringList();
      case null, default -> List.of();
    };
  }

  private static InputStream unpacked(COSStream stream) throws IOException {
    InputStream in = stream.createRawInputStream();
    int index = 0;
    for (String name : names(stream.getFilters())) {
      if (name.equals("FlateDecode") || name.equals("Fl")) {
        in = new InflaterInputStream(in);
      } else if (!name.equals("Crypt")) {
        Bounded out = new Bounded();
        try {
          FilterFactory.INSTANCE.getFilter(name).decode(in, out, stream, index);
        } catch (IOException | RuntimeException e) {
          if (out.isFull) {
            throw tooLarge(MAX_STREAM);
          }
        }
        in = new ByteArrayInputStream(out.toByteArray());
      }
      index++;
    }
    return in;
  }

  /// Number of bytes of a stream as far as it is whole.
  private static long size(InputStream in, long most) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long size = 0;
    try {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        TimeLimit.check();
        size += read;
        if (size > most) {
          throw tooLarge(most);
        }
      }
    } catch (ExtractionException e) {
      throw e;
    } catch (IOException e) {
      return size; // Damaged here, which the parser may or may not mind.
    }
    return size;
  }

  private static ExtractionException tooLarge(long most) {
    return new ExtractionException(String.format(Locale.ROOT, "it unpacks to more than %,d bytes", most));
  }

  private static final class Bounded extends ByteArrayOutputStream {
    private boolean isFull;

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
      if (size() + (long) length > MAX_STREAM / 2) {
        isFull = true;
        throw new IllegalStateException("full");
      }
      super.write(bytes, offset, length);
    }

    @Override
    public synchronized void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }
  }
}
