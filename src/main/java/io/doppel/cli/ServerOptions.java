package io.doppel.cli;

import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.option.KeysOption;
import io.doppel.cli.option.TimeOption;
import io.doppel.cli.option.TrailOption;
import io.doppel.engine.Catalogs;
import io.doppel.engine.Doppel;
import io.doppel.engine.archive.SnapshotSchedule;
import io.doppel.server.DoppelServer;
import io.doppel.server.ServerSettings;
import io.doppel.server.access.AccessSettings;
import io.doppel.server.compute.Deadlines;
import io.doppel.server.tls.TlsFiles;
import io.doppel.text.Bounds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Where a server listens, how long it computes, and whom it lets in.
final class ServerOptions {

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "The address to listen on; 0.0.0.0 lets the network in, which needs keys. Default: ${DEFAULT-VALUE}.")
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

  @Mixin private KeysOption keys = new KeysOption();

  @Option(
      names = "--admin-key-file",
      paramLabel = "FILE",
      description = {
        "A file with a key of all rights, of 32 characters or more, to begin with. The variable DOPPEL_ADMIN_KEY may "
            + "hold the key itself."
      })
  private @Nullable Path adminKeyFile;

  @Option(
      names = "--allowed-host",
      paramLabel = "NAME",
      split = ",",
      description = "A name that the server is asked by, such as search.example.org; may be given more than once.")
  private List<String> allowedHosts = List.of();

  @Option(
      names = "--trusted-proxy",
      paramLabel = "ADDRESS",
      split = ",",
      description = "A proxy whose X-Forwarded-Host and X-Forwarded-Proto are believed: an address, or a network such "
          + "as 10.0.0.0/8; may be given more than once.")
  private List<String> trustedProxies = List.of();

  @Option(
      names = "--without-keys",
      description = "Let everybody who reaches the server change and delete everything, also from the network.")
  private boolean withoutKeys;

  @Option(
      names = "--tls-certificate",
      paramLabel = "FILE",
      description = "Speak HTTPS, with this certificate in PEM and those that vouch for it behind it; read again when "
          + "it changes.")
  private @Nullable Path certificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "The private key of the certificate, in PEM (BEGIN PRIVATE KEY).")
  private @Nullable Path tlsKey;

  @Option(
      names = "--base-path",
      paramLabel = "PATH",
      defaultValue = "",
      description = "Where a proxy lets the server be asked, such as /doppel. Default: /.")
  private String basePath = "";

  @Mixin private LimitOptions limits = new LimitOptions();
  @Option(
      names = "--snapshots",
      paramLabel = "DIR",
      description = "Where snapshots are kept. Default: .snapshots in the folder of the collections, where what did "
          + "not change takes no room.")
  private @Nullable Path snapshots;

  @Option(
      names = "--snapshot-every",
      paramLabel = "TIME",
      description = "Take a snapshot of each collection so often: 6h, 1d, 1w. Default: only when it is asked for.")
  private @Nullable String snapshotEvery;

  @Option(
      names = "--snapshot-keep",
      paramLabel = "N",
      defaultValue = "7",
      description = "How many of those of a collection are kept; the oldest are deleted. Default: ${DEFAULT-VALUE}.")
  private int snapshotKeep = 7;

  @Mixin private TrailOption trail = new TrailOption();
  @Mixin private LogOptions log = new LogOptions();

  /// @param engine where the collections are, and beside them the keys
  DoppelServer start(Doppel doppel, EngineOptions engine) throws IOException {
    log.apply();
    if (snapshotEvery != null && !Catalogs.isFolder(doppel.place())) {
      throw new Bounds.Violation(
          "snapshot-every", "--snapshot-every is for collections in a folder; a cluster has snapshots of its own");
    }
    return DoppelServer.start(
        doppel,
        new ServerSettings(
            host,
            port,
            basePath.equals("/") ? "" : basePath,
            tls(),
            new Deadlines(Duration.ofSeconds(deadline), Duration.ofSeconds(uploadDeadline)),
            new AccessSettings(keys.file(engine).path(), adminKey(), allowedHosts, trustedProxies, withoutKeys),
            limits.settings(),
            log.settings(),
            trail.trail(keys, engine),
            new ServerSettings.Snapshots(
                snapshots,
                new SnapshotSchedule(
                    snapshotEvery == null ? Duration.ZERO : TimeOption.of("--snapshot-every", snapshotEvery),
                    snapshotKeep))));
  }

  private @Nullable TlsFiles tls() {
    if (certificate == null || tlsKey == null) {
      if (certificate != null || tlsKey != null) {
        throw new Bounds.Violation("tls", "TLS needs both --tls-certificate and --tls-key, got one of them");
      }
      return null;
    }
    return new TlsFiles(certificate, tlsKey);
  }

  private @Nullable String adminKey() throws IOException {
    if (adminKeyFile != null) {
      return Files.readString(adminKeyFile).strip();
    }
    String given = System.getenv("DOPPEL_ADMIN_KEY");
    return given == null || given.isEmpty() ? null : given;
  }

  String address(DoppelServer server) {
    return "%s://%s:%d%s"
        .formatted(
            certificate == null ? "http" : "https",
            host.contains(":") ? "[" + host + "]" : host,
            server.port(),
            basePath.equals("/") ? "" : basePath);
  }
}
