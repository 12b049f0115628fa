package io.doppel.file;

import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;

/// Writes a file in one step: whoever reads it, also after a power cut, sees what was there before or all of the new
/// text. Of several writers at once, the last one counts. Where the file is a link, what it leads to is written; a
/// device or a pipe, as in `/dev/stdout`, has no before and gets the text as it comes.
///
/// One that is open takes the text bit by bit, and is as it was unless [#commit()] is called before [#close()].
public final class AtomicFile implements Closeable {

  private final Path file;
  private final Path part;
  private final FileChannel channel;
  private final Writer out;

  private AtomicFile(Path file, Path part, FileChannel channel) {
    this.file = file;
    this.part = part;
    this.channel = channel;
    this.out = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
  }

  /// Writes the text of a file.
  @FunctionalInterface
  public interface Writing {
    void to(Writer out) throws IOException;
  }

  /// @throws IOException if the file cannot be written; it is as it was then, and nothing lies beside it
  public static void write(Path file, String text) throws IOException {
    write(file, out -> out.write(text));
  }

  /// The same with bytes of any kind.
  public static void write(Path file, byte[] content) throws IOException {
    try (AtomicFile opened = open(file)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        opened.channel.write(bytes);
      }
      opened.commit();
    }
  }

  /// @param writing gives the text bit by bit, in UTF-8; if it throws, the file is as it was, and nothing lies beside
  ///     it
  public static void write(Path file, Writing writing) throws IOException {
    try (AtomicFile opened = open(file)) {
      writing.to(opened.writer());
      opened.commit();
    }
  }

  /// Begins to write a file; one thread writes.
  public static AtomicFile open(Path file) throws IOException {
    // A pipe behind /dev/stdout has no path of its own.
    Path target = Files.isSymbolicLink(file) && Files.isRegularFile(file) ? file.toRealPath() : file;
    if (Files.exists(target) && !Files.isRegularFile(target) && !Files.isDirectory(target)) {
      return new AtomicFile(target, target, FileChannel.open(target, StandardOpenOption.WRITE));
    }
    // Made like any other file and not as a temporary one, which nobody else could read; the name of the file itself
    // may be as long as names are.
    Path part = target.resolveSibling(".doppel.%016x.part".formatted(ThreadLocalRandom.current().nextLong()));
    return new AtomicFile(
        target,
        part,
        FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  /// Takes the text, in UTF-8.
  public Writer writer() {
    return out;
  }

  /// Puts all that was written into its place. Nothing more can be written.
  public void commit() throws IOException {
    out.flush();
    if (isAside()) {
      channel.force(true);
      channel.close();
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      Folders.syncNameOf(file);
    }
  }

  private boolean isAside() {
    return !part.equals(file);
  }

  @Override
  public void close() throws IOException {
    channel.close();
    if (isAside()) {
      Files.deleteIfExists(part);
    }
  }
}
