package io.doppel.index.lucene.store;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.KnnVectorsWriter;
import org.apache.lucene.codecs.hnsw.FlatVectorScorerUtil;
import org.apache.lucene.codecs.hnsw.FlatVectorsFormat;
import org.apache.lucene.codecs.hnsw.FlatVectorsScorer;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104ScalarQuantizedVectorsReader;
import org.apache.lucene.codecs.lucene99.Lucene99FlatVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsReader;
import org.apache.lucene.index.SegmentReadState;
import org.apache.lucene.index.SegmentWriteState;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;
import org.jspecify.annotations.Nullable;

/// Lucene's vectors of half a byte a coordinate, with its graph; only a walk's scores are taken otherwise, by
/// [Int4Scorer]. Lucene finds the format by its name in a segment, as a service: bytes that are written otherwise get a
/// class and a name with the next number, and this one stays to be read, as [UnnumberedInt4Format] does. Thread-safe.
public final class Int4VectorsFormat extends KnnVectorsFormat {

  private static final String NAME = "DoppelInt4V1";

  private final KnnVectorsFormat written;
  private final FlatVectorsFormat exact;
  private final Int4Scorer scorer;

  /// The format as it is read; what is written with it has Lucene's standard graph.
  public Int4VectorsFormat() {
    this(
        new Lucene104HnswScalarQuantizedVectorsFormat(
            ScalarEncoding.PACKED_NIBBLE,
            Lucene99HnswVectorsFormat.DEFAULT_MAX_CONN,
            Lucene99HnswVectorsFormat.DEFAULT_BEAM_WIDTH));
  }

  Int4VectorsFormat(
      int neighbours, int candidates, int threads, @Nullable ExecutorService executor, int widthWorthAGraph) {
    this(
        new Lucene104HnswScalarQuantizedVectorsFormat(
            ScalarEncoding.PACKED_NIBBLE, neighbours, candidates, threads, executor, widthWorthAGraph));
  }

  private Int4VectorsFormat(KnnVectorsFormat written) {
    super(NAME);
    FlatVectorsScorer exactScorer = FlatVectorScorerUtil.getLucene99FlatVectorsScorer();
    this.written = written;
    this.exact = new Lucene99FlatVectorsFormat(exactScorer);
    this.scorer = new Int4Scorer(exactScorer);
  }

  @Override
  public KnnVectorsWriter fieldsWriter(SegmentWriteState state) throws IOException {
    return written.fieldsWriter(state);
  }

  @Override
  public KnnVectorsReader fieldsReader(SegmentReadState state) throws IOException {
    return new Lucene99HnswVectorsReader(
        state, new Lucene104ScalarQuantizedVectorsReader(state, exact.fieldsReader(state), scorer));
  }

  @Override
  public int getMaxDimensions(String field) {
    return written.getMaxDimensions(field);
  }
}
