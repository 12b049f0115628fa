package io.doppel.encoder.graph;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// Reads one protocol buffer message field by field ([the wire
/// format](https://protobuf.dev/programming-guides/encoding/)). Nothing is copied, and positions
/// stay those of the buffer the message came in, so that a field can be found again in its file.
final class ProtoReader {

  private final ByteBuffer in;
  private int start;
  private int field;
  private int wireType;
  private long number;
  private ByteBuffer bytes = ByteBuffer.allocate(0);

  /// Reads from the buffer's position to its limit; the buffer itself is not moved.
  ProtoReader(ByteBuffer message) {
    in = message.duplicate();
  }

  /// Goes to the next field; false at the end of the message.
  ///
  /// @throws IOException if the message is cut short or no protocol buffer
  boolean next() throws IOException {
    if (!in.hasRemaining()) {
      return false;
    }
    start = in.position();
    long tag = varint();
    field = (int) (tag >>> 3);
    wireType = (int) (tag & 7);
    switch (wireType) {
      case 0 -> number = varint();
      case 1 -> bytes = take(Long.BYTES);
      case 2 -> bytes = take(varint());
      case 5 -> bytes = take(Integer.BYTES);
      default -> throw new IOException("it has an unknown kind of field at byte " + start);
    }
    return true;
  }

  int field() {
    return field;
  }

  /// The value of an integer field.
  long number() {
    return number;
  }

  /// Where the field's value lies: its position and limit are those in the file.
  ByteBuffer bytes() {
    return bytes.duplicate();
  }

  /// The whole field as it stands, tag included.
  ByteBuffer whole() {
    ByteBuffer whole = in.duplicate();
    whole.position(start);
    whole.limit(in.position());
    return whole;
  }

  String text() {
    return StandardCharsets.UTF_8.decode(bytes()).toString();
  }

  boolean isNumber() {
    return wireType == 0;
  }

  private ByteBuffer take(long length) throws IOException {
    if (length < 0 || length > in.remaining()) {
      throw new IOException("it is cut short at byte " + in.limit());
    }
    ByteBuffer taken = in.duplicate();
    taken.limit(in.position() + (int) length);
    in.position(taken.limit());
    return taken;
  }

  /// The next integer of a run of packed ones.
  static long varint(ByteBuffer in) throws IOException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (!in.hasRemaining()) {
        throw new IOException("it is cut short at byte " + in.limit());
      }
      byte next = in.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IOException("it has an integer that does not end at byte " + in.position());
  }

  private long varint() throws IOException {
    return varint(in);
  }
}
