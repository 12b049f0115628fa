package io.doppel.cli.terminal;

import io.doppel.api.Json;
import io.doppel.server.log.RequestId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/// An event of the log as one object of JSON: time, level, logger, message, and where there are some, the id of the
/// request, fields of the event and the stack of an exception.
final class JsonLogLine extends Formatter {

  @Override
  public String format(LogRecord event) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", event.getInstant().toString());
    line.put("level", event.getLevel().getName().toLowerCase(Locale.ROOT));
    line.put("logger", event.getLoggerName());
    Object[] parameters = event.getParameters();
    boolean fields = parameters != null && parameters.length == 1 && parameters[0] instanceof Map<?, ?>;
    line.put("message", fields ? event.getMessage() : formatMessage(event));
    String id = RequestId.current();
    if (id != null) {
      line.put("request_id", id);
    }
    if (fields) {
      line.put("request", parameters[0]);
    }
    if (event.getThrown() != null) {
      StringWriter stack = new StringWriter();
      event.getThrown().printStackTrace(new PrintWriter(stack));
      line.put("exception", stack.toString());
    }
    return TerminalText.of(Json.line(line)) + "\n";
  }
}
