package io.doppel.source.extraction.content;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.tika.detect.CompositeEncodingDetector;
import org.apache.tika.detect.EncodingDetector;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.html.HtmlEncodingDetector;
import org.apache.tika.parser.txt.Icu4jEncodingDetector;
import org.apache.tika.parser.txt.UniversalEncodingDetector;
import org.jspecify.annotations.Nullable;

/// Tells the encoding of a web page: UTF-8 where the page is valid UTF-8, whatever it says of itself; else what it
/// says, or a guess where it says nothing or falsely UTF-8. By the
/// [Encoding standard](https://encoding.spec.whatwg.org/#names-and-labels) the name of an encoding stands for the
/// larger one that grew from it, as in every browser: `euc-kr` for Windows-949.
public final class WebEncoding implements EncodingDetector {

  private static final long serialVersionUID = 1;

  private static final Map<String, String> LARGER =
      Map.ofEntries(
          Map.entry("EUC-KR", "x-windows-949"),
          Map.entry("ISO-8859-1", "windows-1252"),
          Map.entry("US-ASCII", "windows-1252"),
          Map.entry("ISO-8859-9", "windows-1254"),
          Map.entry("ISO-8859-11", "x-windows-874"),
          Map.entry("X-ISO-8859-11", "x-windows-874"),
          Map.entry("TIS-620", "x-windows-874"),
          Map.entry("GB2312", "GB18030"),
          Map.entry("GBK", "GB18030"),
          Map.entry("X-GBK", "GB18030"),
          Map.entry("BIG5", "Big5-HKSCS"),
          Map.entry("SHIFT_JIS", "windows-31j"));

  private static final EncodingDetector GUESSES =
      new CompositeEncodingDetector(List.of(new UniversalEncodingDetector(), new Icu4jEncodingDetector()));

  private final boolean isUtf8;

  private WebEncoding(boolean isUtf8) {
    this.isUtf8 = isUtf8;
  }

  static WebEncoding of(Path page) throws IOException {
    return of(Files.readAllBytes(page));
  }

  static WebEncoding of(byte[] page) {
    try {
      CharBuffer _ = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(page));
      return new WebEncoding(true);
    } catch (CharacterCodingException e) {
      return new WebEncoding(false);
    }
  }

  @Override
  public Charset detect(InputStream in, Metadata metadata) throws IOException {
    if (isUtf8) {
      return StandardCharsets.UTF_8;
    }
    // Tika's own order puts guesses before what the page says.
    @Nullable Charset named = new HtmlEncodingDetector().detect(in, metadata);
    return larger(named == null || named.equals(StandardCharsets.UTF_8) ? GUESSES.detect(in, metadata) : named);
  }

  /// The encoding that a text is told to be in; null if that is an unknown one, or ASCII, which is told of all.
  public static @Nullable Charset told(@Nullable String name) {
    try {
      Charset named = name == null ? StandardCharsets.US_ASCII : Charset.forName(name);
      return named.equals(StandardCharsets.US_ASCII) ? null : larger(named);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /// The encoding of a text that tells none: UTF-8 where it is valid, or else a guess.
  public static Charset guess(byte[] text) throws IOException {
    if (of(text).isUtf8) {
      return StandardCharsets.UTF_8;
    }
    try (TikaInputStream in = TikaInputStream.get(text)) {
      @Nullable Charset guess = GUESSES.detect(in, new Metadata());
      return larger(guess == null ? Charset.forName("EUC-KR") : guess);
    }
  }

  /// The encoding that browsers read where a page names this one.
  static Charset larger(Charset named) {
    String larger = LARGER.get(named.name().toUpperCase(Locale.ROOT));
    return larger == null || !Charset.isSupported(larger) ? named : Charset.forName(larger);
  }
}
