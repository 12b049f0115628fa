package io.doppel.engine.snapshot;

import io.doppel.file.KeptFile;
import io.doppel.index.failure.IndexClosedException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/// A file of a collection, which says of a collection that is gone that it is. Whoever writes to it is told so by an
/// [IndexClosedException].
///
/// @param kept where it is
/// @param collection its name, for messages
record CollectionFile(KeptFile kept, String collection) implements KeptFile {

  @FunctionalInterface
  private interface Writing {
    void write() throws IOException;
  }

  private void write(Writing writing) throws IOException {
    try {
      writing.write();
    } catch (NoSuchFileException e) {
      throw new IndexClosedException("collection \"%s\" was deleted".formatted(collection), e);
    }
  }

  @Override
  public void write(byte[] content) throws IOException {
    write(() -> kept.write(content));
  }

  @Override
  public void change(Change change) throws IOException {
    write(() -> kept.change(change));
  }

  @Override
  public void append(String line) throws IOException {
    write(() -> kept.append(line));
  }

  @Override
  public boolean exists() throws IOException {
    return kept.exists();
  }

  @Override
  public Object version() throws IOException {
    return kept.version();
  }

  @Override
  public Optional<byte[]> read(long from) throws IOException {
    return kept.read(from);
  }

  @Override
  public Optional<byte[]> read() throws IOException {
    return kept.read();
  }

  @Override
  public void delete() throws IOException {
    kept.delete();
  }

  @Override
  public String toString() {
    return kept.toString();
  }
}
