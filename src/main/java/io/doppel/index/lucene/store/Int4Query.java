package io.doppel.index.lucene.store;

import io.doppel.vector.Vectors;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.apache.lucene.util.VectorUtil;
import org.apache.lucene.util.hnsw.RandomVectorScorer;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues;

/// A query in float32 against stored vectors of half a byte a coordinate: their dot product, as Lucene's score. Only
/// the stored side is rounded, and four vectors are scored at once, so that the processor waits for the memory of all
/// four together.
///
/// A stored vector is `centroid + lower + step * level`, with a `level` of 0 to 15 a coordinate, and a `lower` and a
/// `step` of its own (Lucene's optimized scalar quantization). So its dot product with the query is that of the
/// centroid, which is the same for all, plus `lower` times the sum of the query, plus `step` times the dot product of
/// query and levels. Of a stored vector, the levels come first, those of the first half of the coordinates in the upper
/// halves of the bytes, then `lower` and the upper end of the levels as float32, then eight more bytes. For one thread.
final class Int4Query extends RandomVectorScorer.AbstractRandomVectorScorer {

  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);
  private static final VectorSpecies<Byte> BYTES = bytes();

  /// How many coordinates an instruction takes.
  static final int LANES = FLOATS.length();

  private static final int AT_ONCE = 4;
  private static final int LEVELS = 15;
  private static final int CORRECTION_BYTES = 16;

  private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final MemorySegment stored;
  private final int packed;
  private final long bytesPerVector;

  /// The halves of the query, one after the other, each filled up with zeros to whole vectors. The bytes that these
  /// meet are of what follows the levels, which is never shorter.
  private final float[] query;

  private final int half;
  private final float sum;
  private final float ofCentroid;
  private final float[] four = new float[AT_ONCE];

  /// @param stored the vectors, each [#CORRECTION_BYTES] longer than its levels
  Int4Query(QuantizedByteVectorValues vectors, MemorySegment stored, float[] query) throws IOException {
    super(vectors);
    this.stored = stored;
    this.packed = vectors.getVectorByteLength();
    this.bytesPerVector = (long) packed + CORRECTION_BYTES;
    this.half = FLOATS.loopBound(packed + LANES - 1);
    this.query = new float[2 * half];
    System.arraycopy(query, 0, this.query, 0, Math.min(packed, query.length));
    System.arraycopy(query, packed, this.query, half, query.length - packed);
    float total = 0;
    for (float coordinate : query) {
      total += coordinate;
    }
    this.sum = total;
    this.ofCentroid = Vectors.dot(query, vectors.getCentroid());
  }

  @Override
  public float score(int node) {
    score(node, node, node, node);
    return four[0];
  }

  @Override
  public float bulkScore(int[] nodes, float[] scores, int count) {
    float best = Float.NEGATIVE_INFINITY;
    int last = count - 1;
    for (int i = 0; i < count; i += AT_ONCE) {
      score(nodes[i], nodes[Math.min(i + 1, last)], nodes[Math.min(i + 2, last)], nodes[Math.min(i + 3, last)]);
      for (int j = i; j < Math.min(i + AT_ONCE, count); j++) {
        scores[j] = four[j - i];
        best = Math.max(best, scores[j]);
      }
    }
    return best;
  }

  private void score(int first, int second, int third, int fourth) {
    long at0 = first * bytesPerVector;
    long at1 = second * bytesPerVector;
    long at2 = third * bytesPerVector;
    long at3 = fourth * bytesPerVector;
    FloatVector sum0 = FloatVector.zero(FLOATS);
    FloatVector sum1 = sum0;
    FloatVector sum2 = sum0;
    FloatVector sum3 = sum0;
    for (int i = 0; i < half; i += LANES) {
      FloatVector upper = FloatVector.fromArray(FLOATS, query, i);
      FloatVector lower = FloatVector.fromArray(FLOATS, query, half + i);
      sum0 = add(at0 + i, upper, lower, sum0);
      sum1 = add(at1 + i, upper, lower, sum1);
      sum2 = add(at2 + i, upper, lower, sum2);
      sum3 = add(at3 + i, upper, lower, sum3);
    }
    // Added up here: a vector that is handed to another method becomes an object there, a hundred bytes each time.
    four[0] = score(at0, sum0.reduceLanes(VectorOperators.ADD));
    four[1] = score(at1, sum1.reduceLanes(VectorOperators.ADD));
    four[2] = score(at2, sum2.reduceLanes(VectorOperators.ADD));
    four[3] = score(at3, sum3.reduceLanes(VectorOperators.ADD));
  }

  /// Adds the products of as many bytes as there are lanes.
  private FloatVector add(long at, FloatVector upper, FloatVector lower, FloatVector sum) {
    IntVector pairs =
        (IntVector)
            ByteVector.fromMemorySegment(BYTES, stored, at, ByteOrder.LITTLE_ENDIAN)
                .convertShape(VectorOperators.ZERO_EXTEND_B2I, INTS, 0);
    FloatVector first = (FloatVector) pairs.lanewise(VectorOperators.LSHR, 4).convert(VectorOperators.I2F, 0);
    FloatVector second = (FloatVector) pairs.and(LEVELS).convert(VectorOperators.I2F, 0);
    return second.fma(lower, first.fma(upper, sum));
  }

  private float score(long at, float products) {
    float lower = stored.get(FLOAT, at + packed);
    float step = (stored.get(FLOAT, at + packed + Float.BYTES) - lower) / LEVELS;
    float dot = ofCentroid + lower * sum + step * products;
    return VectorUtil.normalizeToUnitInterval(dot);
  }

  private static VectorSpecies<Byte> bytes() {
    int bits = Math.max(64, FLOATS.vectorBitSize() / Float.BYTES);
    return VectorSpecies.of(byte.class, VectorShape.forBitSize(bits));
  }
}
