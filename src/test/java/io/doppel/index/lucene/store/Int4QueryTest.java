package io.doppel.index.lucene.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.doppel.encoder.Embedding;
import io.doppel.index.Samples;
import io.doppel.index.upkeep.VectorStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.lucene.codecs.KnnVectorsReader;
import org.apache.lucene.codecs.lucene104.OffHeapScalarQuantizedVectorValues;
import org.apache.lucene.codecs.lucene99.Lucene99HnswVectorsReader;
import org.apache.lucene.codecs.perfield.PerFieldKnnVectorsFormat;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.hnsw.RandomVectorScorer;
import org.apache.lucene.util.quantization.OptimizedScalarQuantizer.QuantizationResult;
import org.apache.lucene.util.quantization.QuantizedByteVectorValues;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// [Int4Query], or Lucene in its place, beside the same sums in double.
final class Int4QueryTest {

  private static final int VECTORS = 39;

  /// What float32 sums in two orders may differ by.
  private static final Offset<Float> ROUNDING = within(1e-5f);

  @TempDir Path folder;

  // Fewer coordinates than lanes, an odd number, one more than whole vectors, and what models have.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 16, 33, 64, 130, 384})
  void a_score_is_that_of_what_the_half_bytes_stand_for(int dimension) throws IOException {
    boolean vectorized = Int4Scorer.isVectorized();
    Samples samples = new Samples(dimension, dimension, 3);
    List<Embedding> stored = new ArrayList<>();
    try (Directory directory = FSDirectory.open(folder)) {
      write(directory, samples, stored);
      try (DirectoryReader index = DirectoryReader.open(directory)) {
        Lucene99HnswVectorsReader vectors = vectors(index);
        float[] query = samples.embedding().toArray();
        RandomVectorScorer scorer = vectors.getFlatVectorsReader().getRandomVectorScorer("vector", query);
        assertThat(scorer instanceof Int4Query)
            .as("without vectors of eight lanes Lucene scores")
            .isEqualTo(vectorized);
        QuantizedByteVectorValues quantized = (QuantizedByteVectorValues) vectors.getQuantizedVectorValues("vector");
        float[] scores = new float[VECTORS];
        float best = scorer.bulkScore(IntStream.range(0, VECTORS).toArray(), scores, VECTORS);
        float greatest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < VECTORS; i++) {
          double expected = dot(query, quantized, i);
          // Lucene rounds the query to half a byte as well.
          assertThat(2 * scores[i] - 1).isCloseTo((float) expected, vectorized ? ROUNDING : within(.1f));
          assertThat(scores[i]).isCloseTo(scorer.score(i), ROUNDING);
          assertThat(expected).isCloseTo(stored.get(i).cosine(Embedding.ofUnit(query)), within(.1));
          greatest = Math.max(greatest, scores[i]);
        }
        assertThat(best).isEqualTo(greatest);
      }
    }
  }

  private static void write(Directory directory, Samples samples, List<Embedding> stored) throws IOException {
    PassageCodec codec = new PassageCodec();
    codec.store(VectorStorage.INT4);
    try (IndexWriter writer =
        new IndexWriter(
            directory, new IndexWriterConfig().setCodec(codec).setUseCompoundFile(false))) {
      for (int i = 0; i < VECTORS; i++) {
        Document document = new Document();
        stored.add(samples.embedding());
        document.add(
            new KnnFloatVectorField("vector", stored.getLast().toArray(), VectorSimilarityFunction.DOT_PRODUCT));
        writer.addDocument(document);
      }
    }
  }

  private static Lucene99HnswVectorsReader vectors(DirectoryReader index) {
    KnnVectorsReader reader = ((CodecReader) index.leaves().getFirst().reader()).getVectorReader();
    return (Lucene99HnswVectorsReader) ((PerFieldKnnVectorsFormat.FieldsReader) reader).getFieldReader("vector");
  }

  /// The dot product of a query and the vector that the stored levels stand for.
  private static double dot(float[] query, QuantizedByteVectorValues vectors, int node) throws IOException {
    byte[] packed = vectors.vectorValue(node);
    byte[] levels = new byte[2 * packed.length];
    OffHeapScalarQuantizedVectorValues.unpackNibbles(packed, levels);
    QuantizationResult range = vectors.getCorrectiveTerms(node);
    double step = (range.upperInterval() - range.lowerInterval()) / 15.0;
    double dot = 0;
    for (int i = 0; i < query.length; i++) {
      dot += query[i] * (vectors.getCentroid()[i] + range.lowerInterval() + step * levels[i]);
    }
    return dot;
  }
}
