package io.doppel.server.log;

import io.doppel.text.Bounds;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/// What is told of requests.
///
/// @param access whether each one is logged
/// @param slow from how long on one is, with the parts of its time; 0 for none
/// @param traces the collector that traces of them are sent to, of `http` or `https`; empty for none
public record LogSettings(boolean access, Duration slow, Optional<URI> traces) {

  public static final LogSettings STANDARD = new LogSettings(false, Duration.ofSeconds(2), Optional.empty());

  private static final int MOST_MILLIS = 3_600_000;
  private static final Set<String> SCHEMES = Set.of("http", "https");

  public LogSettings {
    Bounds.check("slow_query", (int) Math.min(Integer.MAX_VALUE, slow.toMillis()), 0, MOST_MILLIS);
    traces.ifPresent(
        collector -> {
          if (!SCHEMES.contains(String.valueOf(collector.getScheme())) || collector.getHost() == null) {
            throw new Bounds.Violation(
                "traces",
                "traces must be sent to an address such as http://127.0.0.1:4318, got \"%s\"".formatted(collector));
          }
        });
  }
}
