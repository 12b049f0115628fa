package io.doppel.index.lucene.store;

import io.doppel.index.upkeep.VectorStorage;
import java.util.concurrent.ExecutorService;
import org.apache.lucene.codecs.FilterCodec;
import org.apache.lucene.codecs.KnnVectorsFormat;
import org.apache.lucene.codecs.StoredFieldsFormat;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.codecs.lucene104.Lucene104HnswScalarQuantizedVectorsFormat;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsFormat;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues.ScalarEncoding;
import org.jspecify.annotations.Nullable;

/// Lucene's codec with the graph of this index, as its storage says, and with texts that are quickly read. What it is
/// told holds for segments written from then on; readers find the format by the names in the files. Thread-safe.
public final class PassageCodec extends FilterCodec {

  /// Neighbours of a node in the graph (M), and how many candidates are weighed to find them. M = 32 with 100 costs
  /// three fifths of the processor time of 32 with 200; what recall it lacks, a wider search brings back for less.
  private static final int GRAPH_NEIGHBOURS = 32;

  private static final int GRAPH_CANDIDATES = 100;

  /// Segments of up to some 1,400 passages get no graph: scoring them all is as fast as walking a graph, is exact, and
  /// no time goes into graphs that the next merge throws away. Lucene takes the width of a search, not a size.
  private static final int WIDTH_WORTH_A_GRAPH = 200;

  /// A segment of more passages surely has a graph.
  public static final int LARGEST_WITHOUT_GRAPH = 1500;

  private final StoredFieldsFormat texts = new SmallBlocks();
  private final Vectors vectors;

  public PassageCodec() {
    this(new Vectors());
  }

  private PassageCodec(Vectors vectors) {
    super(vectors.getName(), vectors);
    this.vectors = vectors;
  }

  /// Lucene's codec asks itself for the format of a field.
  private static final class Vectors extends Lucene104Codec {

    private volatile KnnVectorsFormat format = format(VectorStorage.FLOAT32, 1, null);

    @Override
    public KnnVectorsFormat getKnnVectorsFormatForField(String field) {
      return format;
    }
  }

  /// Builds the graph of a merge on one thread.
  public void store(VectorStorage storage) {
    vectors.format = format(storage, 1, null);
  }

  /// Builds the graph of a merge on several threads.
  public void store(VectorStorage storage, int threads, ExecutorService executor) {
    // Lucene refuses an executor for a single thread.
    vectors.format = format(storage, threads, threads == 1 ? null : executor);
  }

  @Override
  public StoredFieldsFormat storedFieldsFormat() {
    return texts;
  }

  private static KnnVectorsFormat format(VectorStorage storage, int threads, @Nullable ExecutorService executor) {
    return switch (storage) {
      case FLOAT32 ->
          new Lucene99HnswVectorsFormat(GRAPH_NEIGHBOURS, GRAPH_CANDIDATES, threads, executor, WIDTH_WORTH_A_GRAPH);
      case INT8 -> quantized(ScalarEncoding.UNSIGNED_BYTE, threads, executor);
      case INT4 ->
          new Int4VectorsFormat(GRAPH_NEIGHBOURS, GRAPH_CANDIDATES, threads, executor, WIDTH_WORTH_A_GRAPH);
      case BIT1 -> quantized(ScalarEncoding.SINGLE_BIT_QUERY_NIBBLE, threads, executor);
    };
  }

  private static KnnVectorsFormat quantized(ScalarEncoding encoding, int threads, @Nullable ExecutorService executor) {
    return new Lucene104HnswScalarQuantizedVectorsFormat(
        encoding, GRAPH_NEIGHBOURS, GRAPH_CANDIDATES, threads, executor, WIDTH_WORTH_A_GRAPH);
  }
}
