package io.doppel.source.file;

import io.doppel.source.Format;
import io.doppel.source.SourceRecord;
import io.doppel.text.CodePoints;
import io.doppel.text.Cp949;
import io.doppel.text.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads [Format#TEXT]: the file is the document, in UTF-8 or as Korean Windows writes it. Line ends stay as they are,
/// so that offsets hold for the file.
final class WholeFile implements Records {

  private final InputFile file;
  private final InputStream in;
  private final int maxBytes;
  private boolean done;

  WholeFile(InputFile file, InputStream in, int maxBytes) {
    this.file = file;
    this.in = in;
    this.maxBytes = maxBytes;
  }

  @Override
  public @Nullable SourceRecord next() throws IOException {
    if (done) {
      return null;
    }
    done = true;
    byte[] bytes = in.readNBytes(maxBytes + 1);
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (bytes.length > maxBytes) {
      return file.rejected(0, "the file is longer than %d bytes".formatted(maxBytes), text);
    }
    int invalid = Utf8.firstInvalid(bytes, bytes.length, text);
    if (invalid >= 0) {
      Optional<String> korean = Cp949.decode(bytes);
      return korean.isPresent() ? document(korean.get()) : invalidLine(bytes, invalid);
    }
    return document(text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  private SourceRecord document(String text) {
    return CodePoints.isBlank(text)
        ? file.rejected(0, "the file is empty", text)
        : file.document(0, file.id(), file.title(), text, Map.of(), text);
  }

  private SourceRecord invalidLine(byte[] bytes, int invalid) {
    long number = 1;
    int start = 0;
    for (int i = 0; i < invalid; i++) {
      if (bytes[i] == '\n') {
        number++;
        start = i + 1;
      }
    }
    int shown = Math.min(bytes.length - start, SourceRecord.Rejected.MAX_RAW);
    String raw = new String(bytes, start, shown, StandardCharsets.UTF_8).lines().findFirst().orElse("");
    return file.rejected(number, Utf8.fault("the line", bytes[invalid], invalid - start), raw);
  }
}
