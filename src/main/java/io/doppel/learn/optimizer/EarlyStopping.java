package io.doppel.learn.optimizer;

/// Watches a value on held-out data, the higher the better, and tells when it gets no better any more. For one thread.
public final class EarlyStopping {

  private final int patience;
  private double best = Double.NEGATIVE_INFINITY;
  private int since;

  /// @param patience how many values in a row may be no better than the best, at least 1
  public EarlyStopping(int patience) {
    if (patience < 1) {
      throw new IllegalArgumentException("patience must be at least 1, got " + patience);
    }
    this.patience = patience;
  }

  /// Takes the next value; true if it is better than all before.
  public boolean isBest(double value) {
    boolean better = value > best;
    best = better ? value : best;
    since = better ? 0 : since + 1;
    return better;
  }

  /// Whether it has got no better for too long.
  public boolean isOver() {
    return since >= patience;
  }

  /// The best value so far.
  public double best() {
    return best;
  }
}
