package io.doppel.models.graft;

/// Hears how the making of a graft goes.
@FunctionalInterface
public interface GraftListener {

  /// @param what is being done
  /// @param done of `total`
  void progress(String what, long done, long total);
}
