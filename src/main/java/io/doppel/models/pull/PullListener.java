package io.doppel.models.pull;

/// Hears how the fetching of a model goes. Called from the thread that fetches.
public interface PullListener {

  /// Hears nothing.
  PullListener SILENT = new PullListener() {};

  /// @param done bytes that are here, those of an earlier try included
  /// @param total bytes of all files
  default void progress(long done, long total) {}

  /// The server asks to wait.
  default void waiting(String host, long seconds) {}
}
