package io.doppel.bench.index;

import com.github.jelmerk.hnswlib.core.DistanceFunctions;
import com.github.jelmerk.hnswlib.core.Item;
import com.github.jelmerk.hnswlib.core.hnsw.HnswIndex;
import io.doppel.bench.Run;
import io.doppel.bench.peer.JarVersion;
import io.doppel.encoder.Embedding;
import java.io.IOException;
import java.io.Serial;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// hnswlib in Java, as it comes.
final class HnswlibContestant extends LocalContestant {

  private final int neighbours;
  private final int candidates;
  private @Nullable HnswIndex<Integer, float[], Vector, Float> index;

  HnswlibContestant(int neighbours, int candidates) {
    this.neighbours = neighbours;
    this.candidates = candidates;
  }

  private static final class Vector implements Item<Integer, float[]> {

    @Serial private static final long serialVersionUID = 1;

    private final int id;
    private final float[] vector;

    Vector(int id, float[] vector) {
      this.id = id;
      this.vector = vector;
    }

    @Override
    public Integer id() {
      return id;
    }

    @Override
    public float[] vector() {
      return vector;
    }

    @Override
    public int dimensions() {
      return vector.length;
    }
  }

  @Override
  public String name() {
    return "hnswlib-core";
  }

  @Override
  public String version() {
    return JarVersion.of(HnswIndex.class);
  }

  @Override
  public String settings() {
    return "M %d, %d candidates".formatted(neighbours, candidates);
  }

  @Override
  void build(List<Embedding> embeddings) throws IOException {
    HnswIndex<Integer, float[], Vector, Float> made =
        HnswIndex.newBuilder(
                embeddings.getFirst().dimension(), DistanceFunctions.FLOAT_INNER_PRODUCT, embeddings.size())
            .withM(neighbours)
            .withEfConstruction(candidates)
            .build();
    List<Vector> items =
        IntStream.range(0, embeddings.size())
            .mapToObj(i -> new Vector(i, embeddings.get(i).toArray()))
            .toList();
    try {
      made.addAll(items, Run.CORES, (_, _) -> {}, Integer.MAX_VALUE);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    index = made;
  }

  @Override
  int[] nearest(Embedding query, int width) {
    var built = Objects.requireNonNull(index);
    built.setEf(width);
    return built.findNearest(query.toArray(), K).stream().mapToInt(found -> found.item().id()).toArray();
  }

  @Override
  public void close() {
    index = null;
  }
}
