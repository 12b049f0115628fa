package io.doppel.encoder;

/// Where a model's cosines lie. One model puts unrelated sentences at .05 on average, another at .7; a number in the
/// code could suit only one of them. So numbers in the code are cosines on the *standard* scale, which is that of the
/// model that comes with the program, and are compared with a cosine that was brought onto it.
///
/// Between both scales the mean of unrelated sentences lies on the mean of unrelated sentences, that of rewordings on
/// that of rewordings, and 1, which only equal texts have, on 1; lines lie between them, so that no order changes.
///
/// @param unrelated the mean cosine of sentences that have nothing to do with each other
/// @param reworded the mean cosine of sentences that say the same in other words; greater
public record CosineScale(double unrelated, double reworded) {

  /// The scale of all-MiniLM-L6-v2, as measured.
  public static final CosineScale STANDARD = new CosineScale(0.038290086994525574, 0.8060507712264856);

  /// What a model must set rewordings apart from unrelated sentences by, to have a scale at all.
  public static final double LEAST_WIDTH = .02;

  public CosineScale {
    if (!(unrelated >= -1 && reworded < 1 && reworded - unrelated >= LEAST_WIDTH)) {
      throw new IllegalArgumentException(
          ("a scale needs a mean cosine of rewordings below 1 and at least %s above that of unrelated "
              + "sentences, got %s and %s")
              .formatted(LEAST_WIDTH, reworded, unrelated));
    }
  }

  /// The cosine on the standard scale for one of this scale, -1 to 1; of the standard scale the very same.
  public double standard(double cosine) {
    return between(this, STANDARD, cosine);
  }

  /// As [#standard(double)].
  public float standard(float cosine) {
    return (float) standard((double) cosine);
  }

  /// The cosine on this scale for one of the standard scale, -1 to 1.
  public double own(double standard) {
    return between(STANDARD, this, standard);
  }

  /// As [#own(double)].
  public float own(float standard) {
    return (float) own((double) standard);
  }

  /// How much a difference of 1 between cosines below rewordings is on the standard scale.
  public double stretch() {
    return equals(STANDARD) ? 1 : width(STANDARD) / width(this);
  }

  private static double between(CosineScale from, CosineScale to, double cosine) {
    if (from.equals(to)) {
      return cosine;
    }
    double there =
        cosine <= from.reworded
            ? to.unrelated + (cosine - from.unrelated) * width(to) / width(from)
            : 1 - (1 - cosine) * (1 - to.reworded) / (1 - from.reworded);
    return Math.clamp(there, -1, 1);
  }

  private static double width(CosineScale scale) {
    return scale.reworded - scale.unrelated;
  }
}
