package io.doppel.engine.job;

import java.io.IOException;
import java.util.function.BooleanSupplier;

/// What is to be done.
@FunctionalInterface
public interface JobWork<R> {

  /// @param progress to be told how it goes
  /// @param cancelled to be asked now and then
  /// @throws java.util.concurrent.CancellationException once `cancelled` says so
  R run(JobProgress progress, BooleanSupplier cancelled) throws IOException;
}
