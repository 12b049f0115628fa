package io.doppel.learn.loss;

import io.doppel.vector.Matrix;

/// How hard the triplets of a batch are: of an easy one the negative is farther than the positive by more than the
/// margin, of a semi-hard one by less, and of a hard one the negative is the nearer. Where nearly all are easy, there
/// is nothing more to be learned from such batches; where nearly all are hard, the model sees no pattern yet.
///
/// @param easy how many, and `semiHard` and `hard`
public record TripletShares(long easy, long semiHard, long hard) {

  public static final TripletShares NONE = new TripletShares(0, 0, 0);

  /// By cosine distance with this margin.
  private static final double MARGIN = 0.2;

  /// Of all triplets that a batch of classes has.
  public static TripletShares of(Matrix rows, double[] labels) {
    Matrix cosines = rows.timesTransposed(rows);
    TripletShares shares = NONE;
    for (int a = 0; a < labels.length; a++) {
      for (int p = 0; p < labels.length; p++) {
        for (int n = 0; p != a && labels[p] == labels[a] && n < labels.length; n++) {
          if (labels[n] != labels[a]) {
            shares = shares.and(cosines.row(a)[p], cosines.row(a)[n]);
          }
        }
      }
    }
    return shares;
  }

  /// Of one triplet a row.
  public static TripletShares of(Matrix anchors, Matrix positives, Matrix negatives) {
    TripletShares shares = NONE;
    for (int i = 0; i < anchors.rows(); i++) {
      shares =
          shares.and(
              Sums.dot(anchors.row(i), positives.row(i)), Sums.dot(anchors.row(i), negatives.row(i)));
    }
    return shares;
  }

  private TripletShares and(double positive, double negative) {
    boolean isHard = negative >= positive;
    boolean isEasy = negative < positive - MARGIN;
    return new TripletShares(
        easy + (isEasy ? 1 : 0), semiHard + (isHard || isEasy ? 0 : 1), hard + (isHard ? 1 : 0));
  }

  /// Those of both.
  public TripletShares and(TripletShares other) {
    return new TripletShares(easy + other.easy, semiHard + other.semiHard, hard + other.hard);
  }

  /// All of them.
  public long all() {
    return easy + semiHard + hard;
  }
}
