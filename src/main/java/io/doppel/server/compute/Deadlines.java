package io.doppel.server.compute;

import io.doppel.text.Bounds;
import java.time.Duration;

/// How long an answer may take, from the moment when its question has come.
///
/// @param answer for what is asked, 1 second to a day
/// @param upload for what changes a collection, such as documents that are sent, 1 second to a day
public record Deadlines(Duration answer, Duration upload) {

  /// More than people wait for an answer, and enough for a large file.
  public static final Deadlines STANDARD = new Deadlines(Duration.ofMinutes(1), Duration.ofHours(1));

  private static final int DAY = 86_400;

  public Deadlines {
    check("deadline", answer);
    check("upload_deadline", upload);
  }

  private static void check(String name, Duration given) {
    Bounds.check(name, (int) Math.min(Integer.MAX_VALUE, given.toSeconds()), 1, DAY);
  }

  Duration of(Load load) {
    return switch (load) {
      case NONE, LIGHT, ENCODING, HEAVY -> answer;
      case WRITING -> upload;
    };
  }
}
