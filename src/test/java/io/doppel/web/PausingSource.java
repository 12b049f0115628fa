package io.doppel.web;

import io.doppel.source.DocumentSource;
import io.doppel.source.SourceLine;
import io.doppel.source.SourceRecord;
import io.doppel.text.Document;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// Short texts, the last of which come only when the test says so: indexing for as long as one wants to look at it.
final class PausingSource implements DocumentSource {

  private static final int ALL = 2_100;
  private static final int AT_ONCE = 2_050;

  private final CountDownLatch rest = new CountDownLatch(1);
  private int given;

  /// Lets the rest come.
  void goOn() {
    rest.countDown();
  }

  @Override
  public boolean hasNext() {
    return given < ALL;
  }

  @Override
  public SourceRecord next() {
    if (given == AT_ONCE) {
      try {
        rest.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    given++;
    return new SourceRecord.Accepted(
        new Document("n" + given, "", String.valueOf(given), Map.of()), new SourceLine("numbers", given));
  }

  @Override
  public long bytesRead() {
    return given;
  }

  @Override
  public long bytesTotal() {
    return ALL;
  }

  @Override
  public long documentsTotal() {
    return ALL;
  }

  @Override
  public void close() {
    goOn();
  }
}
