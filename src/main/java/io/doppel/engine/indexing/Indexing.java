package io.doppel.engine.indexing;

/// Indexing under way.
///
/// @param progress where it is
/// @param documentsTotal documents in the source, -1 if unknown
/// @param aim what it is for
public record Indexing(IndexingProgress progress, long documentsTotal, Aim aim) {

  /// What indexing is for.
  public enum Aim {
    /// Documents that somebody adds.
    ADDING,
    /// A whole collection, of documents that are there already.
    REBUILDING
  }

  /// What has not begun.
  public static Indexing begin(long documentsTotal, Aim aim) {
    return new Indexing(IndexingProgress.NONE, documentsTotal, aim);
  }

  /// The same, further on.
  public Indexing at(IndexingProgress now) {
    return new Indexing(now, documentsTotal, aim);
  }
}
