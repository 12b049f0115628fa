package io.doppel.server.route;

import io.javalin.config.RoutesConfig;

/// A group of routes: which addresses there are, and what answers.
public interface Routes extends AutoCloseable {

  void register(RoutesConfig routes);

  /// Stops what is under way in the background, if there is anything, and waits for it.
  @Override
  default void close() {}
}
