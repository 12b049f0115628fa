package io.doppel.cli.terminal;

import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/// A line of the log, which may tell of what somebody has sent, made safe for a terminal.
public final class LogLine extends SimpleFormatter {

  @Override
  public String format(LogRecord event) {
    return TerminalText.of(super.format(event));
  }
}
