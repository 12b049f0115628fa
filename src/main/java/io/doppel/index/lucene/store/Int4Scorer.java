package io.doppel.index.lucene.store;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.apache.lucene.codecs.hnsw.FlatVectorsScorer;
import org.apache.lucene.codecs.lucene104.Lucene104ScalarQuantizedVectorScorer;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.store.IndexInput;
import org.apache.lucene.store.MemorySegmentAccessInput;
import org.apache.lucene.util.hnsw.RandomVectorScorer;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;
import org.jspecify.annotations.Nullable;

/// Scores stored vectors of half a byte a coordinate with [Int4Query] wherever the JVM lets it: with the vector module,
/// eight lanes, and vectors mapped in one piece. Otherwise as Lucene does. Thread-safe.
final class Int4Scorer extends Lucene104ScalarQuantizedVectorScorer {

  private static final boolean VECTOR_API =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent() && Int4Query.LANES >= 8;

  Int4Scorer(FlatVectorsScorer exact) {
    super(exact);
  }

  /// Whether the JVM and the processor have what [Int4Query] needs.
  static boolean isVectorized() {
    return VECTOR_API;
  }

  @Override
  public RandomVectorScorer getRandomVectorScorer(
      VectorSimilarityFunction function, KnnVectorValues vectors, float[] query) throws IOException {
    if (VECTOR_API
        && function == VectorSimilarityFunction.DOT_PRODUCT
        && vectors instanceof QuantizedByteVectorValues quantized
        && quantized.getScalarEncoding() == ScalarEncoding.PACKED_NIBBLE) {
      MemorySegment stored = mapped(quantized);
      if (stored != null) {
        return new Int4Query(quantized, stored, query);
      }
    }
    return super.getRandomVectorScorer(function, vectors, query);
  }

  private static @Nullable MemorySegment mapped(QuantizedByteVectorValues vectors) throws IOException {
    IndexInput slice = vectors.getSlice();
    return slice instanceof MemorySegmentAccessInput mapped ? mapped.segmentSliceOrNull(0, slice.length()) : null;
  }
}
