package io.doppel.duplicates.mining.kept;

import io.doppel.duplicates.mining.Basis;
import io.doppel.duplicates.mining.Mined;
import io.doppel.duplicates.mining.MinedPairs;
import io.doppel.duplicates.mining.Stamp;
import io.doppel.duplicates.resemblance.Statements;
import io.doppel.file.KeptFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import java.util.zip.CRC32C;

/// What was mined, in a file: what the next search goes on from. It can always be found again, so that a file that
/// cannot be read is none.
///
/// Big-endian: `DUPL`, the version, then counts before lists, and at the end the CRC-32C of all before it.
public final class MinedFile {

  /// More pairs are not kept; the next search begins from nothing.
  public static final int MAX_PAIRS = 2_000_000;

  private static final Logger LOG = Logger.getLogger(MinedFile.class.getName());

  private static final int MAGIC = 0x4455504c;
  private static final int VERSION = 2;

  private MinedFile() {}

  /// Writes it in one step; deletes the file where there are more than [#MAX_PAIRS] pairs.
  public static void write(Mined mined, KeptFile file) throws IOException {
    if (mined.pairs().size() > MAX_PAIRS) {
      file.delete();
      return;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    write(mined, out);
    out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
    file.write(bytes.toByteArray());
  }

  private static void write(Mined mined, DataOutputStream out) throws IOException {
    MinedPairs pairs = mined.pairs();
    out.writeInt(MAGIC);
    out.writeInt(VERSION);
    out.writeFloat(mined.basis().threshold());
    out.writeUTF(mined.basis().judge());
    out.writeInt(mined.duplicates());
    out.writeInt(mined.possible());
    out.writeLong(mined.exact());
    out.writeBoolean(pairs.truncated());
    out.writeInt(pairs.documents());
    for (int i = 0; i < pairs.documents(); i++) {
      Stamp stamp = mined.stamps().get(i);
      out.writeUTF(pairs.id(i));
      out.writeLong(stamp.content());
      out.writeLong(stamp.more());
      out.writeLong(stamp.words().one());
      out.writeLong(stamp.words().other());
      out.writeLong(stamp.since());
      out.writeInt(stamp.statements().size());
      for (long hash : stamp.statements().hashes().toArray()) {
        out.writeLong(hash);
      }
    }
    out.writeInt(pairs.size());
    for (int i = 0; i < pairs.size(); i++) {
      MinedPairs.Pair pair = pairs.get(i);
      out.writeInt(pair.first());
      out.writeInt(pair.second());
      out.writeFloat(pair.similarity());
      out.writeFloat(pair.probability());
      out.writeBoolean(pair.template());
    }
  }

  private static long checksum(byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, 0, length);
    return checksum.getValue();
  }

  /// What was mined last, if it is there and whole.
  public static Optional<Mined> read(KeptFile file) throws IOException {
    Optional<byte[]> bytes = file.read();
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    Optional<Mined> mined = read(bytes.get());
    if (mined.isEmpty()) {
      LOG.warning(
          () -> file + " cannot be read, or another version wrote it; duplicates are looked for from the beginning");
    }
    return mined;
  }

  private static Optional<Mined> read(byte[] bytes) {
    int end = bytes.length - Long.BYTES;
    try {
      if (end < 0
          || new DataInputStream(new ByteArrayInputStream(bytes, end, Long.BYTES)).readLong() != checksum(bytes, end)) {
        return Optional.empty();
      }
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, 0, end));
      return in.readInt() == MAGIC && in.readInt() == VERSION ? Optional.of(read(in)) : Optional.empty();
    } catch (IOException e) {
      // It has its checksum and yet ends too early: written by something else.
      return Optional.empty();
    }
  }

  private static Mined read(DataInputStream in) throws IOException {
    Basis basis = new Basis(in.readFloat(), in.readUTF());
    int duplicates = in.readInt();
    int possible = in.readInt();
    long exact = in.readLong();
    boolean truncated = in.readBoolean();
    int documents = in.readInt();
    List<String> ids = new ArrayList<>(documents);
    List<Stamp> stamps = new ArrayList<>(documents);
    for (int i = 0; i < documents; i++) {
      ids.add(in.readUTF());
      stamps.add(
          new Stamp(
              in.readLong(),
              in.readLong(),
              new Stamp.Words(in.readLong(), in.readLong()),
              in.readLong(),
              statements(in)));
    }
    long[] pairs = new long[in.readInt()];
    float[] similarities = new float[pairs.length];
    float[] probabilities = new float[pairs.length];
    boolean[] templates = new boolean[pairs.length];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = ((long) in.readInt() << 32) | in.readInt();
      similarities[i] = in.readFloat();
      probabilities[i] = in.readFloat();
      templates[i] = in.readBoolean();
    }
    return new Mined(
        MinedPairs.of(ids, pairs, similarities, probabilities, templates, truncated),
        duplicates,
        possible,
        exact,
        basis,
        stamps);
  }

  private static Statements statements(DataInputStream in) throws IOException {
    long[] hashes = new long[in.readInt()];
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = in.readLong();
    }
    return Statements.of(hashes);
  }
}
