package io.doppel.index;

import io.doppel.text.Document;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/// How many documents are read in one go where many are wanted: more and more of small ones, and one alone after large
/// ones, so that few are in memory at once. For one thread.
public final class ReadingPace {

  private static final int MOST_TOGETHER = 64;

  /// Where some had more, in UTF-16 units, the next one is read alone.
  private static final long MOST_LETTERS = 1 << 20;

  private int together = 1;

  /// Hands documents to `taker`, those that are there in the order of the ids, with few in memory at once.
  ///
  /// @throws java.util.concurrent.CancellationException once nobody waits for it
  public static void read(IndexView view, List<String> ids, Consumer<Document> taker) throws IOException {
    ReadingPace pace = new ReadingPace();
    for (int from = 0; from < ids.size(); ) {
      Cancellation.check();
      List<String> some = ids.subList(from, Math.min(ids.size(), from + pace.next()));
      from += some.size();
      long letters = 0;
      for (Document document : view.documents(some).values()) {
        letters += document.text().length();
        taker.accept(document);
      }
      pace.had(letters);
    }
  }

  /// How many to read next, 1 to 64.
  public int next() {
    return together;
  }

  /// Hears how many letters those had that were read, in UTF-16 units.
  public void had(long letters) {
    together = letters > MOST_LETTERS ? 1 : Math.min(2 * together, MOST_TOGETHER);
  }
}
