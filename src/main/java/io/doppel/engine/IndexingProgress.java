package io.doppel.engine;

import java.util.OptionalLong;

/// How far the indexing of a source is. A snapshot.
///
/// @param indexed documents added
/// @param replaced documents that took the place of one with the same id
/// @param unchanged documents that were there already, with the same content, and were not embedded again
/// @param rejected documents or lines that could not be read
/// @param passages passages embedded
/// @param bytesRead bytes of the source read so far
/// @param bytesTotal size of the source in bytes, -1 if unknown
/// @param seconds time since the start
public record IndexingProgress(
    long indexed,
    long replaced,
    long unchanged,
    long rejected,
    long passages,
    long bytesRead,
    long bytesTotal,
    double seconds) {

  /// Documents dealt with, the rejected ones included.
  public long done() {
    return indexed + replaced + unchanged + rejected;
  }

  /// Seconds until the end of the source at the rate so far, if its size is known and some of it was read.
  public OptionalLong secondsLeft() {
    if (bytesTotal <= 0 || bytesRead <= 0) {
      return OptionalLong.empty();
    }
    double left = Math.max(0, bytesTotal - bytesRead);
    return OptionalLong.of(Math.round(seconds * left / bytesRead));
  }
}
