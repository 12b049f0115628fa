package io.doppel.engine.indexing;

import java.util.OptionalLong;

/// How far the indexing of a source is. A snapshot.
///
/// @param indexed documents added
/// @param replaced documents that took the place of one with the same id
/// @param unchanged documents that were there already, with the same content, and were not embedded again
/// @param rejected documents or lines that could not be read
/// @param passages passages embedded
/// @param cached texts whose embedding was in the cache, so that they cost no inference; may be ahead of `passages`
/// @param bytesRead bytes of the source read so far
/// @param bytesTotal size of the source in bytes, -1 if unknown
/// @param seconds time since the start
/// @param stopped whether it ended before the source did, so that the rest was not looked at
public record IndexingProgress(
    long indexed,
    long replaced,
    long unchanged,
    long rejected,
    long passages,
    long cached,
    long bytesRead,
    long bytesTotal,
    double seconds,
    boolean stopped) {

  /// Before anything was read.
  public static final IndexingProgress NONE = new IndexingProgress(0, 0, 0, 0, 0, 0, 0, -1, 0, false);

  /// Documents dealt with, the rejected ones included.
  public long done() {
    return indexed + replaced + unchanged + rejected;
  }

  /// Seconds until the end at the rate so far. Reading runs ahead of embedding, so the number of documents tells more
  /// than the bytes where it is known.
  ///
  /// @param documentsTotal documents in the source, -1 if unknown
  /// @return empty if nothing is done yet, or neither documents nor bytes are known
  public OptionalLong secondsLeft(long documentsTotal) {
    if (done() == 0) {
      return OptionalLong.empty();
    }
    if (documentsTotal >= 0) {
      return OptionalLong.of(left(done(), documentsTotal));
    }
    return bytesTotal > 0 && bytesRead > 0 ? OptionalLong.of(left(bytesRead, bytesTotal)) : OptionalLong.empty();
  }

  private long left(long now, long total) {
    return Math.round(seconds * Math.max(0, total - now) / now);
  }
}
