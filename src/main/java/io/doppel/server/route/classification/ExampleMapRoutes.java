package io.doppel.server.route.classification;

import io.doppel.classification.Classifier;
import io.doppel.classification.NoExamplesException;
import io.doppel.classification.example.LabelledText;
import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import io.doppel.projection.PlacedRows;
import io.doppel.server.access.Role;
import io.doppel.server.body.Parameters;
import io.doppel.server.compute.Addresses;
import io.doppel.server.compute.Load;
import io.doppel.server.route.Routes;
import io.doppel.vector.Matrix;
import io.doppel.work.Cancellation;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The examples of a classifier as points in the plane.
public final class ExampleMapRoutes implements Routes {

  private static final int DEFAULT_LIMIT = 2_000;
  private static final int MAX_LIMIT = 5_000;
  private static final long DEFAULT_SEED = 1;

  private final Doppel doppel;

  public ExampleMapRoutes(Doppel doppel) {
    this.doppel = doppel;
  }

  /// `x` and `y` are -1 to 1, with four decimals.
  record PointJson(String label, String text, double x, double y) {}

  record MapResponse(int examples, double preserved, List<PointJson> points) {}

  @Override
  public void register(Addresses addresses) {
    addresses.get("/v1/classifiers/{name}/map", Role.READ, Load.HEAVY, this::map);
  }

  private void map(Context ctx) throws IOException {
    int limit = (int) Parameters.number(ctx, "limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
    long seed = Parameters.number(ctx, "seed", DEFAULT_SEED, Long.MIN_VALUE, Long.MAX_VALUE);
    CollectionName name = Parameters.collectionName(ctx);
    if (doppel.classification(name).examples().size() == 0) {
      throw new NoExamplesException(name.value());
    }
    Classifier classifier = doppel.classification(name).classifier();
    List<LabelledText> all = classifier.examples().all();
    int count = Math.min(limit, all.size());
    List<LabelledText> drawn = new ArrayList<>();
    float[][] rows = new float[count][];
    for (int i = 0; i < count; i++) {
      int which = (int) ((long) i * all.size() / count);
      drawn.add(all.get(which));
      rows[i] = classifier.rows().row(which);
    }
    PlacedRows placed = PlacedRows.of(Matrix.of(rows), seed, Cancellation.current());
    List<PointJson> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      LabelledText example = drawn.get(i);
      points.add(
          new PointJson(example.label(), example.text(), rounded(placed.x()[i]), rounded(placed.y()[i])));
    }
    ctx.json(new MapResponse(all.size(), rounded(placed.preserved()), points));
  }

  private static double rounded(double value) {
    return Math.round(value * 1e4) / 1e4;
  }
}
