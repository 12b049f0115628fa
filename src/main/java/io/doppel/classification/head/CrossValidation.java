package io.doppel.classification.head;

import io.doppel.encoder.CosineScale;
import io.doppel.learn.head.Head;
import io.doppel.learn.head.LabelledRows;
import io.doppel.learn.measure.Confusion;
import io.doppel.work.SharedWork;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/// How good each kind of head is on examples that it has not seen: five folds, each label's examples dealt to them in
/// turn (Kohavi, 1995, "A study of cross-validation and bootstrap for accuracy estimation and model selection"). So of
/// a label with up to five examples one is left out at a time, and one with a single example is never left out.
public final class CrossValidation {

  private static final int FOLDS = 5;
  private static final int NEVER = -1;
  private static final long SEED = 1;

  private final LabelledRows data;
  private final CosineScale scale;
  private final int[] folds;

  public CrossValidation(LabelledRows data, CosineScale scale) {
    this.data = data;
    this.scale = scale;
    this.folds = folds(data);
  }

  private static int[] folds(LabelledRows data) {
    int[] folds = new int[data.size()];
    int[] sizes = data.sizes();
    int[][] order = new int[data.classes()][];
    int[] met = new int[data.classes()];
    Random random = new Random(SEED);
    int first = 0;
    int[] starts = new int[data.classes()];
    for (int c = 0; c < order.length; c++) {
      order[c] = shuffled(sizes[c], random);
      starts[c] = first;
      first += sizes[c];
    }
    for (int i = 0; i < folds.length; i++) {
      int c = data.labels()[i];
      folds[i] = sizes[c] < 2 ? NEVER : (starts[c] + order[c][met[c]++]) % FOLDS;
    }
    return folds;
  }

  private static int[] shuffled(int count, Random random) {
    int[] order = IntStream.range(0, count).toArray();
    for (int i = count - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int other = order[j];
      order[j] = order[i];
      order[i] = other;
    }
    return order;
  }

  /// How many examples are left out in one of the folds.
  public int heldOut() {
    return (int) IntStream.of(folds).filter(fold -> fold != NEVER).count();
  }

  /// What each kind takes every example for that is left out.
  ///
  /// @throws java.util.concurrent.CancellationException once nobody waits for it
  public Map<HeadKind, Confusion> run(List<HeadKind> kinds) throws IOException {
    int[][] taken = new int[kinds.size()][data.size()];
    try (SharedWork work = SharedWork.begin("validating", _ -> {}, () -> false)) {
      for (int fold = 0; fold < FOLDS; fold++) {
        int which = fold;
        int[] out = positions(which, true);
        LabelledRows rest = out.length == 0 ? data : data.only(positions(which, false));
        for (int k = 0; k < kinds.size() && out.length > 0; k++) {
          HeadKind kind = kinds.get(k);
          int[] into = taken[k];
          work.add(
              () -> {
                Head head = kind.fit(rest, scale);
                for (int i : out) {
                  into[i] = head.predict(data.rows().row(i));
                }
              });
        }
      }
      work.finish();
    }
    Map<HeadKind, Confusion> confusions = new EnumMap<>(HeadKind.class);
    for (int k = 0; k < taken.length; k++) {
      Confusion confusion = new Confusion(data.classes());
      for (int i = 0; i < folds.length; i++) {
        if (folds[i] != NEVER) {
          confusion.add(data.labels()[i], taken[k][i]);
        }
      }
      confusions.put(kinds.get(k), confusion);
    }
    return confusions;
  }

  private int[] positions(int fold, boolean inside) {
    return IntStream.range(0, folds.length).filter(i -> (folds[i] == fold) == inside).toArray();
  }
}
