package io.doppel.cli.option;

import io.doppel.server.trail.AuditTrail;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option that says where it is kept who did what.
public final class TrailOption {

  private static final String OFF = "off";

  @Option(
      names = "--audit-log",
      paramLabel = "FILE",
      description =
          "Where it is kept who changed what, as JSON lines; off for nowhere. Default: audit.jsonl beside the keys, "
              + "for whoever has one.")
  private @Nullable String file;

  public AuditTrail trail(KeysOption keys, EngineOptions engine) {
    if (file == null) {
      return AuditTrail.in(keys.file(engine).path().resolveSibling(AuditTrail.NAME)).ofNamedOnly();
    }
    return file.equals(OFF) ? AuditTrail.none() : AuditTrail.in(Path.of(file));
  }
}
