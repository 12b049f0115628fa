package io.doppel.server.route;

import io.doppel.server.compute.Addresses;

/// A group of routes: which addresses there are, and what answers.
public interface Routes extends AutoCloseable {

  void register(Addresses addresses);

  /// Tells what is under way in the background to stop, if there is anything.
  default void stop() {}

  /// Stops what is under way in the background, and waits for it, but no longer than some seconds.
  @Override
  default void close() {}
}
