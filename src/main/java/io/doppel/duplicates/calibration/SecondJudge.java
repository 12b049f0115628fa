package io.doppel.duplicates.calibration;

import io.doppel.encoder.CrossEncoder;
import io.doppel.encoder.model.Sha256;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A cross-encoder that is asked about pairs of which a calibration alone is uncertain: it reads both texts together,
/// and costs two runs of the model a pair. What it said last is remembered, so that whoever was ended too early, or
/// asks the same again, does not pay twice. Thread-safe.
public final class SecondJudge {

  /// So many pairs are remembered, some 150 bytes each.
  private static final int REMEMBERED = 100_000;

  private final CrossEncoder model;

  /// By a hash of both texts; the pair that was asked about longest ago comes first; guarded by itself.
  private final Map<String, Double> known = new LinkedHashMap<>(16, .75f, true);

  /// @param model stays the caller's
  public SecondJudge(CrossEncoder model) {
    this.model = model;
  }

  /// The name of the cross-encoder.
  public String name() {
    return model.name();
  }

  /// Tells cross-encoders apart, see [CrossEncoder#fingerprint].
  public String fingerprint() {
    return model.fingerprint();
  }

  /// What the model says of two texts: the mean of its logits for either order, since two texts say the same or do not
  /// whichever comes first.
  public double score(String text1, String text2) {
    boolean ordered = text1.compareTo(text2) < 0;
    String first = ordered ? text1 : text2;
    String second = ordered ? text2 : text1;
    String pair = Sha256.of(first.length() + " " + first + second);
    synchronized (known) {
      Double before = known.get(pair);
      if (before != null) {
        return before;
      }
    }
    double said = ((double) model.scores(first, List.of(second))[0] + model.scores(second, List.of(first))[0]) / 2;
    synchronized (known) {
      known.put(pair, said);
      if (known.size() > REMEMBERED) {
        known.remove(known.keySet().iterator().next());
      }
    }
    return said;
  }

  /// Whether it is the one of which somebody learned how much it counts.
  public boolean gave(SecondOpinion opinion) {
    return fingerprint().equals(opinion.fingerprint());
  }
}
