package io.doppel.cli;

import io.doppel.cli.terminal.LogFormat;
import io.doppel.server.log.LogSettings;
import io.doppel.server.log.TraceCollector;
import io.doppel.text.Bounds;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What a server tells of what happens.
final class LogOptions {

  /// From which events on they are logged.
  enum Level {
    DEBUG,
    INFO,
    WARNING,
    ERROR;

    private java.util.logging.Level level() {
      return switch (this) {
        case DEBUG -> java.util.logging.Level.FINE;
        case INFO -> java.util.logging.Level.INFO;
        case WARNING -> java.util.logging.Level.WARNING;
        case ERROR -> java.util.logging.Level.SEVERE;
      };
    }
  }

  @Option(
      names = "--log-level",
      paramLabel = "LEVEL",
      defaultValue = "info",
      description = "From which events on the log tells them: debug, info, warning, error. Default: ${DEFAULT-VALUE}.")
  private Level level = Level.INFO;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "How the log is written to standard error: text, or json, an object a line. Default: "
          + "${DEFAULT-VALUE}.")
  private LogFormat format = LogFormat.TEXT;

  @Option(names = "--access-log", description = "Log every request: method, path, status, time, key and address.")
  private boolean access;

  @Option(
      names = "--slow-query",
      paramLabel = "MS",
      defaultValue = "2000",
      description = "Log requests that take so many milliseconds or more, with the parts of their time; 0 for none. "
          + "Default: ${DEFAULT-VALUE}.")
  private int slow = 2_000;

  @Option(
      names = "--traces",
      paramLabel = "URL",
      description = "Send a trace of each request to this collector of OpenTelemetry, by OTLP over HTTP: "
          + "http://127.0.0.1:4318, to which /v1/traces is added. Default: none is sent.")
  private @Nullable URI traces;

  @Option(
      names = "--traces-header-file",
      paramLabel = "FILE",
      description = "A file with what the collector of --traces wants to be sent along, a header a line: "
          + "Authorization: Bearer KEY.")
  private @Nullable Path tracesHeaderFile;

  /// Makes the log of this process so.
  void apply() {
    LogFormat.use(format, level.level());
  }

  LogSettings settings() throws IOException {
    return new LogSettings(access, Duration.ofMillis(slow), collector());
  }

  private Optional<TraceCollector> collector() throws IOException {
    if (tracesHeaderFile == null) {
      return Optional.ofNullable(traces).map(TraceCollector::at);
    }
    if (traces == null) {
      throw new Bounds.Violation("traces_header_file", "--traces-header-file needs --traces, which says where to");
    }
    List<String> lines = Files.readAllLines(tracesHeaderFile);
    return Optional.of(new TraceCollector(traces, TraceCollector.headers(lines)));
  }
}
