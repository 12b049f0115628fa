package io.doppel.server;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/// Tests of one server that has the collection `things`, from the first of a class to the last.
abstract class ThingsServed {

  @TempDir static Path folder;

  static TinyServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TinyServer.withThings(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }
}
