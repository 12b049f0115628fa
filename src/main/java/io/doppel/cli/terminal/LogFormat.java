package io.doppel.cli.terminal;

import java.util.Arrays;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/// How the log is written.
public enum LogFormat {
  /// A line for people.
  TEXT,
  /// An object of JSON a line, for programs that gather logs.
  JSON;

  /// Loggers that were asked for, lest they be forgotten with what they were told.
  private static final Logger DOPPEL = Logger.getLogger("io.doppel");

  /// Makes the log of this process so.
  public static void use(LogFormat format, Level level) {
    DOPPEL.setLevel(level);
    Formatter formatter =
        switch (format) {
          case TEXT -> new LogLine();
          case JSON -> new JsonLogLine();
        };
    for (Handler handler : Arrays.asList(Logger.getLogger("").getHandlers())) {
      handler.setFormatter(formatter);
    }
  }
}
