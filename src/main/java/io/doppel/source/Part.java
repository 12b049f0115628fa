package io.doppel.source;

import io.doppel.text.Bounds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// One of several parts of the same source, each of which is read by a process of its own: every document is in one of
/// them, which its id decides, so that those of one id stay together and in order.
///
/// @param number from 1
/// @param of how many parts there are
public record Part(int number, int of) {

  /// The most parts.
  public static final int MAX = 10_000;

  private static final Pattern FORM = Pattern.compile("([0-9]{1,5})/([0-9]{1,5})");

  public Part {
    Bounds.check("parts", of, 1, MAX);
    Bounds.check("part", number, 1, of);
  }

  /// Reads `2/8`, the second of eight.
  ///
  /// @throws Bounds.Violation if it is none
  public static Part of(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new Bounds.Violation(
          "part", "a part is written such as 2/8, the second of eight, got \"%s\"".formatted(text));
    }
    return new Part(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
  }

  private boolean has(String key) {
    CRC32C hash = new CRC32C();
    hash.update(key.getBytes(StandardCharsets.UTF_8));
    return hash.getValue() % of == number - 1;
  }

  private boolean has(SourceRecord read) {
    return switch (read) {
      case SourceRecord.Accepted accepted -> has(accepted.document().id());
      // One of the parts tells what could not be read.
      case SourceRecord.Rejected rejected -> has(rejected.where().toString());
    };
  }

  /// This part of a source, which is closed with it.
  public DocumentSource in(DocumentSource whole) {
    return new Some(whole, this);
  }

  private static final class Some implements DocumentSource {

    private final DocumentSource whole;
    private final Part part;
    private @Nullable SourceRecord next;

    Some(DocumentSource whole, Part part) {
      this.whole = whole;
      this.part = part;
    }

    @Override
    public boolean hasNext() {
      while (next == null && whole.hasNext()) {
        SourceRecord read = whole.next();
        if (part.has(read)) {
          next = read;
        }
      }
      return next != null;
    }

    @Override
    public SourceRecord next() {
      if (!hasNext() || next == null) {
        throw new NoSuchElementException("all documents of the part were read");
      }
      SourceRecord read = next;
      next = null;
      return read;
    }

    @Override
    public long bytesRead() {
      return whole.bytesRead();
    }

    @Override
    public long bytesTotal() {
      return whole.bytesTotal();
    }

    @Override
    public void close() throws IOException {
      whole.close();
    }
  }
}
