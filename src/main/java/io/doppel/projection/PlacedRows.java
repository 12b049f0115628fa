package io.doppel.projection;

import io.doppel.vector.Matrix;
import java.util.function.BooleanSupplier;

/// Vectors in the plane, as a map draws them.
///
/// @param x from left to right, -1 to 1, one for each row
/// @param y from below to above, -1 to 1
/// @param preserved how much of who is near whom the plane keeps, 0 to 1; see [CollectionMap#preserved()]
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record PlacedRows(float[] x, float[] y, double preserved) {

  /// @param rows of unit length
  /// @param seed the same one gives the same places
  /// @throws java.util.concurrent.CancellationException once `cancelled` is true
  public static PlacedRows of(Matrix rows, long seed, BooleanSupplier cancelled) {
    Projection projection = Projection.of(rows, seed, _ -> {}, cancelled);
    double preserved =
        projection.preserved(rows, CollectionMap.NEAR, CollectionMap.AROUND, CollectionMap.LOOKED_AT, cancelled);
    return new PlacedRows(projection.x(), projection.y(), preserved);
  }
}
