package io.doppel.index.lucene;

import java.io.IOException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.FilterIndexOutput;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;

/// Files on a disk that is full from one moment to another, as the system tells it.
final class FullDirectory extends FilterDirectory {

  /// Bytes that there is still room for.
  private long room = Long.MAX_VALUE;

  FullDirectory(Directory in) {
    super(in);
  }

  synchronized void leave(long bytes) {
    room = bytes;
  }

  private synchronized void take(long bytes) throws IOException {
    if (room < bytes) {
      throw new IOException("No space left on device");
    }
    room -= bytes;
  }

  @Override
  public IndexOutput createOutput(String name, IOContext context) throws IOException {
    return new Output(super.createOutput(name, context));
  }

  @Override
  public IndexOutput createTempOutput(String prefix, String suffix, IOContext context) throws IOException {
    return new Output(super.createTempOutput(prefix, suffix, context));
  }

  private final class Output extends FilterIndexOutput {

    private Output(IndexOutput out) {
      super("full", out.getName(), out);
    }

    @Override
    public void writeByte(byte b) throws IOException {
      take(1);
      super.writeByte(b);
    }

    @Override
    public void writeBytes(byte[] b, int offset, int length) throws IOException {
      take(length);
      super.writeBytes(b, offset, length);
    }
  }
}
