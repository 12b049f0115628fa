package io.doppel.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Standard input for work that may be stopped while it waits for what comes next: then that is a
/// [CancellationException], since nothing ends a reading thread but what it reads. For one thread.
final class StandardInput extends InputStream {

  private static final int CHUNK = 1 << 16;
  private static final long LOOK_MILLIS = 50;

  private final Source source;
  private final BooleanSupplier stopped;
  private byte[] chunk = {};
  private int next;
  private boolean ended;

  private StandardInput(Source source, BooleanSupplier stopped) {
    this.source = source;
    this.stopped = stopped;
  }

  /// The same input, which is not waited for once it is stopped.
  static StandardInput of(InputStream in, BooleanSupplier stopped) {
    return new StandardInput(in instanceof StandardInput other ? other.source : new Source(in), stopped);
  }

  /// Reads in a thread of its own, from when somebody wants to read.
  private static final class Source {

    private final InputStream in;
    /// What came; nothing in it is the end.
    private final BlockingQueue<byte[]> read = new ArrayBlockingQueue<>(4);

    /// Why it ended, if not by itself; written before the end.
    private volatile @Nullable IOException failure;

    private @Nullable Thread thread;

    Source(InputStream in) {
      this.in = in;
    }

    synchronized void start() {
      if (thread == null) {
        thread = Thread.ofPlatform().daemon().name("standard-input").start(this::run);
      }
    }

    private void run() {
      try {
        byte[] buffer = new byte[CHUNK];
        for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
          read.put(Arrays.copyOf(buffer, count));
        }
      } catch (IOException e) {
        failure = e;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        end();
      }
    }

    private void end() {
      try {
        read.put(new byte[0]);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] to, int from, int length) throws IOException {
    Objects.checkFromIndexSize(from, length, to.length);
    if (length == 0) {
      return 0;
    }
    if (next == chunk.length && !ended) {
      fill();
    }
    if (ended) {
      return -1;
    }
    int count = Math.min(length, chunk.length - next);
    System.arraycopy(chunk, next, to, from, count);
    next += count;
    return count;
  }

  private void fill() throws IOException {
    source.start();
    try {
      byte[] got = null;
      while (got == null) {
        if (stopped.getAsBoolean()) {
          throw new CancellationException("stopped while standard input was read");
        }
        got = source.read.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      }
      chunk = got;
      next = 0;
      ended = chunk.length == 0;
      IOException failure = source.failure;
      if (ended && failure != null) {
        throw failure;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted while standard input was read");
    }
  }

  @Override
  public int available() throws IOException {
    return chunk.length - next;
  }
}
