package io.doppel.bench.peer;

/// What was measured of one of those that are compared.
///
/// @param who its name
/// @param version as it was installed
/// @param what it did, e.g. `embedding 1,000 texts, 32 a call`
/// @param speed how much of it in a second of processor time, above 0
/// @param ours Doppel's speed at the same, above 0
/// @param quality of what came out, e.g. `recall@10 .9904`
public record PeerRow(String who, String version, String what, double speed, double ours, String quality) {

  /// The version of Doppel: the one that measures.
  public static final String HERE = "here";

  public PeerRow {
    if (!(speed > 0) || !(ours > 0)) {
      throw new IllegalArgumentException("a speed must be above 0, got %s and %s".formatted(speed, ours));
    }
  }

  /// The processor time that it takes, where Doppel takes 1.
  public double ratio() {
    return ours / speed;
  }
}
