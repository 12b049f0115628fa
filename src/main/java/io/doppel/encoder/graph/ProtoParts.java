package io.doppel.encoder.graph;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A large message in parts that are not copied, such as weights in a mapped file.
final class ProtoParts {

  private final List<ByteBuffer> parts = new ArrayList<>();

  /// Adds fields as they are.
  ProtoParts whole(ByteBuffer fields) {
    parts.add(fields.duplicate());
    return this;
  }

  /// Adds a field of so many bytes that are a message.
  ProtoParts message(int field, ByteBuffer message) {
    return head(field, message.remaining()).whole(message);
  }

  ProtoParts message(int field, ProtoParts message) {
    head(field, message.length());
    parts.addAll(message.parts);
    return this;
  }

  /// The head of a field whose bytes come next.
  ProtoParts head(int field, long length) {
    parts.add(ByteBuffer.wrap(new ProtoWriter().head(field, length).toBytes()));
    return this;
  }

  long length() {
    return parts.stream().mapToLong(ByteBuffer::remaining).sum();
  }

  byte[] toBytes() {
    ByteBuffer whole = ByteBuffer.allocate(Math.toIntExact(length()));
    parts.forEach(part -> whole.put(part.duplicate()));
    return whole.array();
  }

  void writeTo(Path file) throws IOException {
    Set<StandardOpenOption> anew =
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    try (FileChannel channel = FileChannel.open(file, anew)) {
      for (ByteBuffer part : parts) {
        ByteBuffer rest = part.duplicate();
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
      }
    }
  }
}
