package io.doppel.projection;

import io.doppel.encoder.Embedding;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.language.Topics;
import io.doppel.text.CodePoints;
import io.doppel.text.Document;
import io.doppel.vector.Matrix;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;

/// Documents of a collection as points in the plane, near each other when they mean the same. Of one state of the
/// collection; keeps the documents' embeddings, so that a text can be put among them. Immutable.
public final class CollectionMap {

  private static final int BEGINNING = 120;
  private static final int MAX_FIELDS = 8;
  private static final int MAX_VALUE = 64;

  /// What is kept of a document beside its embedding, in bytes.
  private static final long BYTES_A_POINT = 1_000;

  /// [#preserved()] is the share of the 10 nearest of a document that are among the 50 nearest points, over 300
  /// documents.
  static final int NEAR = 10;

  static final int AROUND = 50;
  static final int LOOKED_AT = 300;

  /// A text stands where these many documents next to it stand, the nearer ones counting more.
  private static final int NEIGHBOURS = 10;

  /// The cosine by which the weight of a neighbour falls to a third.
  private static final double FALL = 0.05;

  private final long documents;
  private final List<Point> points;
  private final Matrix vectors;
  private final double preserved;

  private CollectionMap(long documents, List<Point> points, Matrix vectors, double preserved) {
    this.documents = documents;
    this.points = List.copyOf(points);
    this.vectors = vectors;
    this.preserved = preserved;
  }

  /// A document in the plane.
  ///
  /// @param beginning of its text, from the first letter that can be seen
  /// @param topics what title and beginning are about, in their own words
  /// @param fields those of its metadata that are short
  /// @param x -1 to 1
  /// @param y -1 to 1
  public record Point(
      String id,
      String title,
      String beginning,
      List<String> topics,
      Map<String, String> fields,
      float x,
      float y) {}

  /// A document near a text.
  public record Neighbour(Point point, float similarity) {}

  /// Where a text stands.
  ///
  /// @param nearest the documents nearest to it in meaning, the best first
  public record Place(double x, double y, List<Neighbour> nearest) {}

  /// Draws the map.
  ///
  /// Memory: the embeddings and beginnings of the documents that are drawn. Time: grows with the square of their
  /// number.
  ///
  /// @param progress hears which part is done, 0 to 1, from several threads
  /// @param cancelled asked now and then
  /// @throws java.util.concurrent.CancellationException once `cancelled` is true
  public static CollectionMap of(PassageIndex index, MapQuery query, DoubleConsumer progress, BooleanSupplier cancelled)
      throws IOException {
    List<Document> documents = new ArrayList<>();
    List<float[]> means = new ArrayList<>();
    long all;
    try (IndexView view = index.view()) {
      all = view.documents();
      view.sampleDocuments(
          query.limit(),
          new Random(query.seed()),
          (document, embeddings) -> {
            Cancellation.check(cancelled);
            documents.add(shortened(document));
            means.add(Embedding.mean(embeddings).toArray());
          });
    }
    Matrix vectors = Matrix.of(means);
    Projection projection = Projection.of(vectors, query.seed(), progress, cancelled);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < vectors.rows(); i++) {
      Document document = documents.get(i);
      points.add(
          new Point(
              document.id(),
              document.title(),
              document.text(),
              Topics.of(document.title() + "\n" + document.text()),
              document.fields(),
              projection.x()[i], projection.y()[i]));
    }
    return new CollectionMap(
        all, points, vectors, projection.preserved(vectors, NEAR, AROUND, LOOKED_AT, cancelled));
  }

  /// How many documents the collection has.
  public long documents() {
    return documents;
  }

  public List<Point> points() {
    return points;
  }

  /// How much of who is near whom the plane keeps, 0 to 1: the share of the 10 nearest of a document that are among the
  /// 50 points nearest to its own. 1 where there are so few that it says nothing.
  public double preserved() {
    return preserved;
  }

  /// About how much memory it takes.
  public long bytes() {
    return vectors.rows() * (BYTES_A_POINT + (long) Float.BYTES * vectors.columns());
  }

  /// Where a text stands among the documents: amid those nearest to it in meaning.
  ///
  /// @param text of the encoder that made the collection
  public Place place(Embedding text) {
    float[] similarities = vectors.times(text.toArray());
    List<Neighbour> nearest =
        IntStream.range(0, vectors.rows())
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -similarities[i]))
            .limit(NEIGHBOURS)
            .map(i -> new Neighbour(points.get(i), Math.clamp(similarities[i], -1f, 1f)))
            .toList();
    double x = 0;
    double y = 0;
    double weights = 0;
    for (Neighbour neighbour : nearest) {
      double weight = Math.exp((neighbour.similarity() - nearest.getFirst().similarity()) / FALL);
      x += weight * neighbour.point().x();
      y += weight * neighbour.point().y();
      weights += weight;
    }
    return new Place(x / weights, y / weights, nearest);
  }

  private static Document shortened(Document document) {
    // A document whose beginning cannot be seen would be none.
    String text = document.text().substring(CodePoints.firstSeen(document.text()));
    Map<String, String> fields = new LinkedHashMap<>();
    document.fields().entrySet().stream()
        .filter(field -> field.getValue().length() <= MAX_VALUE)
        .limit(MAX_FIELDS)
        .forEach(field -> fields.put(field.getKey(), field.getValue()));
    String beginning = CodePoints.beginning(text, BEGINNING);
    return new Document(document.id(), document.title(), beginning, fields);
  }
}
