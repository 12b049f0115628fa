package io.doppel.cli.terminal;

import io.doppel.server.log.RequestId;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/// A line of the log, which may tell of what somebody has sent, made safe for a terminal. Where it is of a request, the
/// id of that stands behind it.
public final class LogLine extends SimpleFormatter {

  @Override
  public String format(LogRecord event) {
    String id = RequestId.current();
    String line = TerminalText.of(super.format(event));
    // Behind the sentence, before what was thrown.
    int end = line.indexOf('\n');
    return id == null || end < 0 ? line : line.substring(0, end) + " [" + id + "]" + line.substring(end);
  }
}
