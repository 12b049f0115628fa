package io.doppel.learn.head;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// What the cosines with prototypes would be of texts that nobody has enrolled: each vector is left out of its class,
/// or its whole class is left out, in turn. Both in closed form, since a prototype hangs on its own class alone.
///
/// @param genuine of a vector with the prototype of its class, made without it
/// @param impostors of a vector with the prototypes of other classes
/// @param known of a vector with the nearest prototype, that of its class made without it
/// @param unknown of a vector with the nearest prototype when its class is left out, as if it were of none
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record HeldOutCosines(double[] genuine, double[] impostors, double[] known, double[] unknown) {

  /// So many vectors say enough; of more, some are taken that are spread evenly.
  private static final int MOST = 4_000;

  /// So many cosines with other classes.
  private static final int MOST_IMPOSTORS = 1_000_000;

  /// @param data vectors of unit length, from which the prototypes were made
  /// @param before called before each vector; what it throws ends the work
  public static HeldOutCosines of(Prototypes prototypes, LabelledRows data, Runnable before) {
    int[] sizes = data.sizes();
    LabelledRows some = data.atMost(MOST);
    int every = (int) Math.ceilDiv((long) some.size() * data.classes(), MOST_IMPOSTORS);
    List<Double> genuine = new ArrayList<>();
    List<Double> impostors = new ArrayList<>();
    List<Double> known = new ArrayList<>();
    List<Double> unknown = new ArrayList<>();
    for (int i = 0; i < some.size(); i++) {
      before.run();
      int label = some.labels()[i];
      float[] row = some.rows().row(i);
      double[] cosines = prototypes.scores(row);
      double other = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < cosines.length; c++) {
        if (c != label && sizes[c] > 0) {
          other = Math.max(other, cosines[c]);
          if ((i + c) % every == 0) {
            impostors.add(cosines[c]);
          }
        }
      }
      if (sizes[label] > 1) {
        double own = prototypes.withoutItself(row, label);
        genuine.add(own);
        known.add(Math.max(own, other));
      }
      if (other > Double.NEGATIVE_INFINITY) {
        unknown.add(other);
      }
    }
    return new HeldOutCosines(array(genuine), array(impostors), array(known), array(unknown));
  }

  private static double[] array(Collection<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
