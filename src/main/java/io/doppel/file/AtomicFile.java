package io.doppel.file;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/// Writes a file in one step: whoever reads it, also after a power cut, sees what was there before or all of the new text. Of
/// several writers at once, the last one counts.
public final class AtomicFile {

  private AtomicFile() {}

  /// Writes the text of a file.
  @FunctionalInterface
  public interface Writing {
    void to(Writer out) throws IOException;
  }

  /// @throws IOException if the file cannot be written; it is as it was then, and nothing lies beside it
  public static void write(Path file, String text) throws IOException {
    write(file, out -> out.write(text));
  }

  /// @param writing gives the text bit by bit, in UTF-8; if it throws, the file is as it was, and nothing lies beside it
  public static void write(Path file, Writing writing) throws IOException {
    // Made like any other file and not as a temporary one, which nobody else could read.
    Path part = file.resolveSibling(".%s.%016x.part".formatted(file.getFileName(), ThreadLocalRandom.current().nextLong()));
    try {
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          Writer out = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8))) {
        writing.to(out);
        out.flush();
        channel.force(true);
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
