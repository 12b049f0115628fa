package io.doppel.bench.peer;

import io.doppel.encoder.Embedding;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Vectors for a program in another language: one after the other, 32 bits a number, the lowest byte first.
public final class VectorFile {

  private VectorFile() {}

  public static void write(Path file, List<Embedding> embeddings) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      for (Embedding embedding : embeddings) {
        float[] vector = embedding.toArray();
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        out.write(bytes.array());
      }
    }
  }

  /// @throws IOException also if the file ends within a vector
  public static List<Embedding> read(Path file, int dimension) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.capacity() % (dimension * Float.BYTES) != 0) {
      throw new IOException("%s ends within a vector of %d dimensions".formatted(file, dimension));
    }
    List<Embedding> embeddings = new ArrayList<>();
    while (bytes.hasRemaining()) {
      float[] vector = new float[dimension];
      for (int i = 0; i < dimension; i++) {
        vector[i] = bytes.getFloat();
      }
      embeddings.add(Embedding.normalize(vector));
    }
    return embeddings;
  }
}
