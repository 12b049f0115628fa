package io.doppel.index.lucene.search;

import io.doppel.encoder.Embedding;
import io.doppel.index.lucene.field.IndexState;
import io.doppel.index.lucene.store.GraphQuality;
import io.doppel.index.lucene.store.GraphQuality.Trial;
import io.doppel.index.lucene.store.PassageCodec;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.vector.Vectors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SegmentCommitInfo;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.SegmentReader;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/// Tries graphs: how much of what is nearest searches by them find, at the standard width, and if that is too little,
/// how much wider they have to be. A third of the queries lie in the graph, a third beside it, and a third between two
/// of its passages. Costs about a hundredth of building the graph, if that is enough.
public final class GraphTrial {

  private static final int QUERIES = 120;
  private static final int K = 10;
  private static final int WIDTH = IndexSettings.STANDARD.searchWidth();

  /// The cosine of a query that lies beside the graph with the passage it is made of.
  private static final double BESIDE = .8;

  private static final float ROUNDING = 1e-5f;

  /// How many times as wide walks are tried where narrower ones find too little.
  private static final int[] WIDENINGS = {4, 16};

  /// A walk reads at most about so many vectors for each candidate that it keeps: where these are as many as there are
  /// in all, scoring all takes no longer.
  private static final int READ_PER_CANDIDATE = 32;

  private GraphTrial() {}

  /// The quality of the graphs of the last commit. If there are graphs that are not known yet, they are tried, and
  /// those that are gone are forgotten.
  ///
  /// @param stopped asked now and then; once true, what is under way is left as it was
  public static GraphQuality update(
      GraphQuality quality, Directory directory, BooleanSupplier stopped) throws IOException {
    if (!quality.believing() && isDone(quality, directory)) {
      return quality;
    }
    Map<String, Trial> updated = new TreeMap<>();
    try (DirectoryReader reader = DirectoryReader.open(directory)) {
      for (LeafReaderContext leaf : reader.leaves()) {
        if (leaf.reader() instanceof SegmentReader segment && segment.maxDoc() > PassageCodec.LARGEST_WITHOUT_GRAPH) {
          Trial known = quality.trials().get(segment.getSegmentName());
          updated.put(segment.getSegmentName(), known == null ? trial(leaf, stopped) : known);
        }
      }
    } catch (CancellationException e) {
      return quality;
    }
    return new GraphQuality(updated, false);
  }

  /// Whether no graph of the last commit is still to be tried before it is used.
  public static boolean isDone(GraphQuality quality, Directory directory) throws IOException {
    boolean done = true;
    for (SegmentCommitInfo segment : SegmentInfos.readLatestCommit(directory)) {
      done &=
          segment.info.maxDoc() <= PassageCodec.LARGEST_WITHOUT_GRAPH || quality.isKnown(segment.info.name);
    }
    return done;
  }

  private static Trial trial(LeafReaderContext leaf, BooleanSupplier stopped) throws IOException {
    FloatVectorValues vectors = IndexState.vectors(leaf);
    int[] living = living(leaf.reader().getLiveDocs(), vectors);
    if (living.length < K) {
      return new Trial(1, 1);
    }
    List<float[]> queries = queries(vectors, living);
    float[][] nearest = nearest(vectors, living, queries, stopped);
    double recall = recall(leaf, 1, queries, nearest, stopped);
    if (Trial.isEnough(recall)) {
      return new Trial(recall, 1);
    }
    for (int widening : WIDENINGS) {
      if (READ_PER_CANDIDATE * widening * WIDTH < living.length
          && Trial.isEnough(recall(leaf, widening, queries, nearest, stopped))) {
        return new Trial(recall, widening);
      }
    }
    return new Trial(recall, GraphQuality.NO_WALK);
  }

  /// The share of the nearest that walks find which are so many times as wide as the standard.
  private static double recall(
      LeafReaderContext leaf, int widening, List<float[]> queries, float[][] nearest, BooleanSupplier stopped)
      throws IOException {
    SegmentSearch search = new SegmentSearch(leaf, null, widening);
    double found = 0;
    for (int i = 0; i < nearest.length; i++) {
      check(stopped);
      float last = nearest[i][0] - ROUNDING;
      Best best = new Best(K, -1);
      search.walk(queries.get(i), -1, K, WIDTH, best);
      found += Arrays.stream(best.sorted()).limit(K).filter(each -> each.similarity() >= last).count() / (double) K;
    }
    return Math.round(1000 * found / nearest.length) / 1000.0;
  }

  /// The numbers of the vectors whose passages are not deleted, ascending: no search finds others.
  private static int[] living(@Nullable Bits live, FloatVectorValues vectors) {
    return IntStream.range(0, vectors.size()).filter(ord -> live == null || live.get(vectors.ordToDoc(ord))).toArray();
  }

  private static List<float[]> queries(FloatVectorValues vectors, int[] living) throws IOException {
    Random random = new Random(living.length);
    List<float[]> queries = new ArrayList<>();
    for (int i = 0; i < QUERIES; i++) {
      float[] stored = vectors.vectorValue(living[random.nextInt(living.length)]).clone();
      queries.add(
          switch (i % 3) {
            case 0 -> stored;
            case 1 -> Embedding.ofUnit(stored).turned(BESIDE, random).toArray();
            default -> between(stored, vectors.vectorValue(living[random.nextInt(living.length)]));
          });
    }
    return queries;
  }

  private static float[] between(float[] one, float[] other) {
    float[] sum = one.clone();
    Vectors.add(sum, 1, other);
    return Vectors.unit(sum);
  }

  /// The similarities of the nearest living vectors of each query, ascending; in one sweep.
  private static float[][] nearest(
      FloatVectorValues vectors, int[] living, List<float[]> queries, BooleanSupplier stopped)
      throws IOException {
    float[][] nearest = new float[queries.size()][K];
    for (float[] row : nearest) {
      Arrays.fill(row, Float.NEGATIVE_INFINITY);
    }
    for (int ord : living) {
      check(stopped);
      float[] vector = vectors.vectorValue(ord);
      for (int i = 0; i < nearest.length; i++) {
        insert(nearest[i], Vectors.dot(queries.get(i), vector));
      }
    }
    return nearest;
  }

  private static void check(BooleanSupplier stopped) {
    if (stopped.getAsBoolean()) {
      throw new CancellationException("the trial of a graph was stopped");
    }
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
