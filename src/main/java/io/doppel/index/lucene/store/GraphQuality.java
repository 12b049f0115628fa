package io.doppel.index.lucene.store;

import io.doppel.encoder.Embedding;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SegmentCommitInfo;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.SegmentReader;
import org.apache.lucene.search.AcceptDocs;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.VectorUtil;

/// How much of what is nearest the graph of each segment finds. Clusters of texts that are nearly the same make a graph fall to
/// pieces: a node's neighbours are chosen to differ from each other, so that hardly any of its twins is among them. Such a graph
/// looks like any other, so each one is tried once, when it is written; that costs about a hundredth of building it. Segments whose
/// graph fails are scored whole.
///
/// @param recalls by the segment's name
public record GraphQuality(Map<String, Double> recalls) {

  public static final GraphQuality UNKNOWN = new GraphQuality(Map.of());

  /// What a graph has to find of the ten nearest. Far below what good ones do, and far above what a broken one does.
  private static final double ENOUGH = .98;

  private static final int TRIALS = 64;
  private static final int K = 10;

  /// Half of the trials are for what lies in the graph, half for what lies beside it, at this cosine.
  private static final double BESIDE = .8;

  /// A walk so wide that a graph that is whole finds nearly everything, however few bits its vectors have.
  private static final int WIDTH = 512;

  private static final float ROUNDING = 1e-5f;

  private static final String KEY = "graph_recalls";

  public GraphQuality {
    recalls = Map.copyOf(recalls);
  }

  /// Reads what [#toMap()] wrote.
  static GraphQuality of(Map<String, String> userData) {
    String written = userData.getOrDefault(KEY, "");
    return written.isEmpty()
        ? UNKNOWN
        : new GraphQuality(
            Arrays.stream(written.split(" "))
                .map(each -> each.split("="))
                .collect(Collectors.toMap(each -> each[0], each -> Double.valueOf(each[1]))));
  }

  Map<String, String> toMap() {
    String written =
        new TreeMap<>(recalls)
            .entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()).collect(Collectors.joining(" "));
    return written.isEmpty() ? Map.of() : Map.of(KEY, written);
  }

  /// Whether the graph of this segment finds enough; one that was not tried is believed to.
  public boolean isReliable(String segment) {
    return recalls.getOrDefault(segment, 1.0) >= ENOUGH;
  }

  /// The quality of the graphs of the last commit. If there are graphs that are not known yet, they are tried, and those that are
  /// gone are forgotten.
  ///
  /// @param field the field of the vectors
  public GraphQuality update(Directory directory, String field) throws IOException {
    boolean allKnown = true;
    for (SegmentCommitInfo segment : SegmentInfos.readLatestCommit(directory)) {
      allKnown &= segment.info.maxDoc() <= PassageCodec.LARGEST_WITHOUT_GRAPH || recalls.containsKey(segment.info.name);
    }
    if (allKnown) {
      return this;
    }
    Map<String, Double> updated = new TreeMap<>();
    try (DirectoryReader reader = DirectoryReader.open(directory)) {
      for (LeafReaderContext leaf : reader.leaves()) {
        if (leaf.reader() instanceof SegmentReader segment && segment.maxDoc() > PassageCodec.LARGEST_WITHOUT_GRAPH) {
          Double known = recalls.get(segment.getSegmentName());
          updated.put(segment.getSegmentName(), known == null ? tried(segment, field) : known);
        }
      }
    }
    return new GraphQuality(updated);
  }

  private static double tried(LeafReader segment, String field) throws IOException {
    FloatVectorValues vectors = segment.getFloatVectorValues(field);
    if (vectors == null) {
      throw new IOException("a segment has no vectors");
    }
    Random random = new Random(segment.maxDoc());
    List<float[]> queries = new ArrayList<>();
    for (int i = 0; i < TRIALS; i++) {
      float[] stored = vectors.vectorValue(random.nextInt(vectors.size())).clone();
      queries.add(i % 2 == 0 ? stored : Embedding.ofUnit(stored).turned(BESIDE, random).toArray());
    }
    float[][] nearest = nearest(vectors, queries);
    double found = 0;
    for (int i = 0; i < queries.size(); i++) {
      float[] query = queries.get(i);
      TopDocs walked =
          segment.searchNearestVectors(
              field, query, WIDTH, AcceptDocs.fromLiveDocs(null, segment.maxDoc()), Integer.MAX_VALUE);
      int reached = 0;
      for (ScoreDoc hit : walked.scoreDocs) {
        // Scores of quantized vectors are not exact; every passage has a vector, so that its number is the vector's.
        reached += VectorUtil.dotProduct(query, vectors.vectorValue(hit.doc)) >= nearest[i][0] - ROUNDING ? 1 : 0;
      }
      found += Math.min(K, reached) / (double) K;
    }
    return Math.round(1000 * found / queries.size()) / 1000.0;
  }

  /// The similarities of the nearest vectors of each query, ascending; in one sweep over the vectors.
  private static float[][] nearest(FloatVectorValues vectors, List<float[]> queries) throws IOException {
    float[][] nearest = new float[queries.size()][K];
    for (float[] row : nearest) {
      Arrays.fill(row, Float.NEGATIVE_INFINITY);
    }
    for (int ord = 0; ord < vectors.size(); ord++) {
      float[] vector = vectors.vectorValue(ord);
      for (int i = 0; i < nearest.length; i++) {
        insert(nearest[i], VectorUtil.dotProduct(queries.get(i), vector));
      }
    }
    return nearest;
  }

  private static void insert(float[] ascending, float similarity) {
    int at = 0;
    while (at < ascending.length && similarity > ascending[at]) {
      at++;
    }
    if (at > 0) {
      System.arraycopy(ascending, 1, ascending, 0, at - 1);
      ascending[at - 1] = similarity;
    }
  }
}
