package io.doppel.index;

/// How many documents are read in one go where many are wanted: more and more of small ones, and one alone after large
/// ones, so that few are in memory at once. For one thread.
public final class ReadingPace {

  private static final int MOST_TOGETHER = 64;

  /// Where some had more, in UTF-16 units, the next one is read alone.
  private static final long MOST_LETTERS = 1 << 20;

  private int together = 1;

  /// How many to read next, 1 to 64.
  public int next() {
    return together;
  }

  /// Hears how many letters those had that were read, in UTF-16 units.
  public void had(long letters) {
    together = letters > MOST_LETTERS ? 1 : Math.min(2 * together, MOST_TOGETHER);
  }
}
