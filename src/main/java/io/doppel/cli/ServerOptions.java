package io.doppel.cli;

import io.doppel.engine.Doppel;
import io.doppel.server.DoppelServer;
import java.io.IOException;
import picocli.CommandLine.Option;

/// Where a server listens.
final class ServerOptions {

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "The address to listen on; 0.0.0.0 lets the network in. Default: ${DEFAULT-VALUE}.")
  private String host = "127.0.0.1";

  @Option(names = "--port", paramLabel = "PORT", defaultValue = "7070", description = "0 for any free one. Default: ${DEFAULT-VALUE}.")
  private int port = 7070;

  DoppelServer start(Doppel doppel) throws IOException {
    return DoppelServer.start(doppel, host, port);
  }

  String address(DoppelServer server) {
    return "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, server.port());
  }
}
