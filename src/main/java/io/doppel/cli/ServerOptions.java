package io.doppel.cli;

import io.doppel.engine.Doppel;
import io.doppel.server.DoppelServer;
import io.doppel.server.compute.Deadlines;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Option;

/// Where a server listens, and how long it computes.
final class ServerOptions {

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "The address to listen on; 0.0.0.0 lets the network in. Default: ${DEFAULT-VALUE}.")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "7070",
      description = "0 for any free one. Default: ${DEFAULT-VALUE}.")
  private int port = 7070;

  @Option(
      names = "--deadline",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long an answer may take, in seconds; after that it is refused. Default: ${DEFAULT-VALUE}.")
  private int deadline = 60;

  @Option(
      names = "--upload-deadline",
      paramLabel = "SECONDS",
      defaultValue = "3600",
      description = "The same for what changes a collection, such as files that are sent. Default: ${DEFAULT-VALUE}.")
  private int uploadDeadline = 3600;

  DoppelServer start(Doppel doppel) throws IOException {
    return DoppelServer.start(
        doppel, host, port, new Deadlines(Duration.ofSeconds(deadline), Duration.ofSeconds(uploadDeadline)));
  }

  String address(DoppelServer server) {
    return "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, server.port());
  }
}
