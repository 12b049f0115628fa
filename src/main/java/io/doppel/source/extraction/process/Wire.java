package io.doppel.source.extraction.process;

import io.doppel.source.extraction.content.Extracted;
import io.doppel.source.extraction.content.Unread;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the two processes say to each other. The one that reads documents is not trusted by the other: what it says has
/// bounds.
final class Wire {

  /// The most bytes of a string: the longest text, all of whose letters take three.
  private static final int MAX_STRING = 3 * (16 << 20) + 1024;

  private static final int MAX_ENTRIES = 1_000;

  /// What the process that reads says first: that it runs, and speaks as this one does. Changes with what they say.
  static final int GREETING = 0xD0C0_0001;

  /// The exit code of a Java process that was told to end when it has no memory left.
  static final int NO_MEMORY = 3;

  private Wire() {}

  /// How reading ended.
  enum End {
    READ,
    /// The document cannot be read, for a reason that is told.
    REFUSED,
    /// There is no room for temporary files.
    DISK_FULL,
    /// A library is missing.
    MISSING,
    /// The process is of no use any more.
    FAILED;

    static End of(String name) {
      return Arrays.stream(values()).filter(end -> end.name().equals(name)).findFirst().orElse(FAILED);
    }
  }

  static void write(DataOutputStream out, Extracted read) throws IOException {
    write(out, read.title());
    write(out, read.text());
    write(out, read.unseen());
    out.writeInt(read.fields().size());
    for (Map.Entry<String, String> field : read.fields().entrySet()) {
      write(out, field.getKey());
      write(out, field.getValue());
    }
    out.writeInt(read.unread().size());
    for (Unread unread : read.unread()) {
      write(out, unread.kind().name());
      out.writeInt(unread.count());
      out.writeInt(unread.names().size());
      for (String name : unread.names()) {
        write(out, name);
      }
    }
  }

  static Extracted read(DataInputStream in) throws IOException {
    String title = readString(in);
    String text = readString(in);
    String unseen = readString(in);
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = readCount(in); i > 0; i--) {
      fields.put(readString(in), readString(in));
    }
    List<Unread> unread = new ArrayList<>();
    try {
      for (int i = readCount(in); i > 0; i--) {
        Unread.Kind kind = Unread.Kind.valueOf(readString(in));
        int count = in.readInt();
        List<String> names = new ArrayList<>();
        for (int j = readCount(in); j > 0; j--) {
          names.add(readString(in));
        }
        unread.add(new Unread(kind, count, names));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(e);
    }
    return new Extracted(title, text, fields, unseen, unread);
  }

  static void write(DataOutputStream out, String letters) throws IOException {
    byte[] bytes = letters.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  static String readString(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > MAX_STRING) {
      throw new IOException("a string of %d bytes".formatted(length));
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("a string ends too early");
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static int readCount(DataInputStream in) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > MAX_ENTRIES) {
      throw new IOException("a list of %d".formatted(count));
    }
    return count;
  }
}
