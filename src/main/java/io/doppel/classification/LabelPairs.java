package io.doppel.classification;

import io.doppel.encoder.CosineScale;
import io.doppel.learn.head.LabelledRows;
import io.doppel.work.Cancellation;
import java.util.stream.DoubleStream;

/// The cosines of all pairs of examples: of one label, and of different ones.
final class LabelPairs {

  private LabelPairs() {}

  static Cutoffs of(LabelledRows data, CosineScale scale) {
    DoubleStream.Builder genuine = DoubleStream.builder();
    DoubleStream.Builder impostors = DoubleStream.builder();
    for (int i = 1; i < data.size(); i++) {
      Cancellation.check();
      float[] cosines = new float[i];
      data.rows().times(data.rows().row(i), 0, i, cosines);
      for (int j = 0; j < i; j++) {
        (data.labels()[i] == data.labels()[j] ? genuine : impostors).add(cosines[j]);
      }
    }
    return new Cutoffs(scale, genuine.build().toArray(), impostors.build().toArray());
  }
}
