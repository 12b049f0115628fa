package io.doppel.index.query;

/// How hard an index looks.
public enum Effort {
  /// Through the HNSW graph: fast, and nearly always right.
  APPROXIMATE,
  /// Every vector is scored: slow, and always right.
  EXACT
}
