package io.doppel.vector;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/// Values of float32 in a stream, bit for bit.
public final class Floats {

  private static final int AT_ONCE = 1 << 14;

  private Floats() {}

  /// Writes all of them, however many the buffer has taken or given already.
  public static void write(DataOutput out, FloatBuffer values) throws IOException {
    byte[] bytes = new byte[AT_ONCE * Float.BYTES];
    for (int from = 0; from < values.capacity(); from += AT_ONCE) {
      int count = Math.min(AT_ONCE, values.capacity() - from);
      ByteBuffer.wrap(bytes).asFloatBuffer().put(0, values, from, count);
      out.write(bytes, 0, count * Float.BYTES);
    }
  }

  /// Reads as many as the buffer holds.
  public static void read(DataInput in, FloatBuffer into) throws IOException {
    byte[] bytes = new byte[AT_ONCE * Float.BYTES];
    for (int from = 0; from < into.capacity(); from += AT_ONCE) {
      int count = Math.min(AT_ONCE, into.capacity() - from);
      in.readFully(bytes, 0, count * Float.BYTES);
      into.put(from, ByteBuffer.wrap(bytes).asFloatBuffer(), 0, count);
    }
  }
}
