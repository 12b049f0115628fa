package io.doppel.engine.job;

import java.util.function.LongConsumer;

/// Hears from the work of a job how it goes, from any thread.
public interface JobProgress extends LongConsumer {

  /// So much is done.
  @Override
  void accept(long done);

  /// There is so much, where that was not known from the beginning.
  void total(long total);

  /// Something happened that whoever follows the job wants to see: a record that can be written as JSON. Only the last
  /// ones are kept.
  void tell(Object event);
}
