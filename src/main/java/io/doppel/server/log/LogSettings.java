package io.doppel.server.log;

import io.doppel.text.Bounds;
import java.time.Duration;
import java.util.Optional;

/// What is told of requests.
///
/// @param access whether each one is logged
/// @param slow from how long on one is, with the parts of its time; 0 for none
/// @param traces the collector that traces of them are sent to; empty for none
public record LogSettings(boolean access, Duration slow, Optional<TraceCollector> traces) {

  public static final LogSettings STANDARD = new LogSettings(false, Duration.ofSeconds(2), Optional.empty());

  private static final int MOST_MILLIS = 3_600_000;

  public LogSettings {
    Bounds.check("slow_query", (int) Math.min(Integer.MAX_VALUE, slow.toMillis()), 0, MOST_MILLIS);
  }
}
