package io.doppel.server;

import io.doppel.engine.Doppel;
import io.doppel.engine.archive.SnapshotArchive;
import io.doppel.engine.archive.SnapshotSchedule;
import io.doppel.server.access.AccessSettings;
import io.doppel.server.compute.Deadlines;
import io.doppel.server.limit.LimitSettings;
import io.doppel.server.log.LogSettings;
import io.doppel.server.tls.TlsFiles;
import io.doppel.server.trail.AuditTrail;
import io.doppel.text.Bounds;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where a server listens, how long it computes, whom it lets in, for how much, and what it tells of that.
///
/// @param host the address to bind to
/// @param port 0 for any free one
/// @param basePath below which it is asked, such as `/doppel`; empty for none
/// @param tls its certificate; null for HTTP without TLS
/// @param deadlines how long an answer may take
/// @param access who is let in
/// @param limits how much each caller may ask for
/// @param log what is logged of requests
/// @param trail where it is kept who did what
/// @param snapshots where they are kept, and when they are taken
public record ServerSettings(
    String host,
    int port,
    String basePath,
    @Nullable TlsFiles tls,
    Deadlines deadlines,
    AccessSettings access,
    LimitSettings limits,
    LogSettings log,
    AuditTrail trail,
    Snapshots snapshots) {

  private static final Pattern BASE_PATH = Pattern.compile("(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*");

  /// Where snapshots are kept, and when they are taken.
  ///
  /// @param folder null for the one beside the collections
  /// @param schedule when they are taken by themselves
  public record Snapshots(@Nullable Path folder, SnapshotSchedule schedule) {
    static final Snapshots USUAL = new Snapshots(null, SnapshotSchedule.NEVER);
  }

  public ServerSettings {
    Bounds.check("port", port, 0, 65_535);
    if (!BASE_PATH.matcher(basePath).matches()) {
      throw new Bounds.Violation(
          "base_path",
          "a base path begins with / and does not end with it, such as /doppel, got \"%s\"".formatted(basePath));
    }
  }

  /// For this machine, with the usual deadlines and without keys.
  public static ServerSettings local(String host, int port) {
    return new ServerSettings(
        host,
        port,
        "",
        null,
        Deadlines.STANDARD,
        AccessSettings.LOCAL,
        LimitSettings.STANDARD,
        LogSettings.STANDARD,
        AuditTrail.none(),
        Snapshots.USUAL);
  }

  public ServerSettings with(Deadlines other) {
    return new ServerSettings(host, port, basePath, tls, other, access, limits, log, trail, snapshots);
  }

  public ServerSettings with(AccessSettings other) {
    return new ServerSettings(host, port, basePath, tls, deadlines, other, limits, log, trail, snapshots);
  }

  public ServerSettings with(LimitSettings other) {
    return new ServerSettings(host, port, basePath, tls, deadlines, access, other, log, trail, snapshots);
  }

  public ServerSettings with(LogSettings other) {
    return new ServerSettings(host, port, basePath, tls, deadlines, access, limits, other, trail, snapshots);
  }

  public ServerSettings with(AuditTrail other) {
    return new ServerSettings(host, port, basePath, tls, deadlines, access, limits, log, other, snapshots);
  }

  public ServerSettings with(TlsFiles other) {
    return new ServerSettings(host, port, basePath, other, deadlines, access, limits, log, trail, snapshots);
  }

  public ServerSettings below(String path) {
    return new ServerSettings(host, port, path, tls, deadlines, access, limits, log, trail, snapshots);
  }

  SnapshotArchive archive(Doppel doppel) {
    return snapshots.folder() == null
        ? SnapshotArchive.beside(doppel)
        : new SnapshotArchive(doppel, snapshots.folder());
  }
}
