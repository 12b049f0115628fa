package io.doppel.server.log;

import io.doppel.text.Bounds;
import java.time.Duration;

/// What is logged of requests.
///
/// @param access whether each one is
/// @param slow from how long on one is, with the parts of its time; 0 for none
public record LogSettings(boolean access, Duration slow) {

  public static final LogSettings STANDARD = new LogSettings(false, Duration.ofSeconds(2));

  private static final int MOST_MILLIS = 3_600_000;

  public LogSettings {
    Bounds.check("slow_query", (int) Math.min(Integer.MAX_VALUE, slow.toMillis()), 0, MOST_MILLIS);
  }
}
