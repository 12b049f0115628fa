package io.doppel.server;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// What is logged as serious while it is open, by whatever part of the program.
final class SeriousLog extends Handler implements AutoCloseable {

  private final Logger root = Logger.getLogger("");
  private final List<String> logged = new CopyOnWriteArrayList<>();

  static SeriousLog open() {
    SeriousLog log = new SeriousLog();
    log.root.addHandler(log);
    return log;
  }

  List<String> logged() {
    return logged;
  }

  @Override
  public void publish(LogRecord record) {
    if (record.getLevel().intValue() >= Level.SEVERE.intValue()) {
      logged.add("%s %s".formatted(record.getMessage(), record.getThrown()));
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    root.removeHandler(this);
  }
}
