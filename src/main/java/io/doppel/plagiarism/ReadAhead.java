package io.doppel.plagiarism;

import io.doppel.encoder.Encoder;
import io.doppel.index.IndexView;
import io.doppel.plagiarism.reading.Reading;
import io.doppel.text.Document;
import io.doppel.work.SharedWork;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/// Reads the documents of a collection as checks for plagiarism do, before one is asked for: what embeds their
/// sentences, and keeps the embeddings, has them then. Documents that no check reads, since they are too long, are
/// passed over.
public final class ReadAhead {

  private static final int DOCUMENTS_AT_ONCE = 100;

  private final IndexView view;
  private final Encoder encoder;
  private final AtomicLong documents = new AtomicLong();
  private final AtomicLong sentences = new AtomicLong();
  private final AtomicLong tooLong = new AtomicLong();

  private ReadAhead(IndexView view, Encoder encoder) {
    this.view = view;
    this.encoder = encoder;
  }

  /// What was read.
  ///
  /// @param sentences of the documents; very short ones count with the next, very long ones as several
  /// @param tooLong documents that were passed over
  public record Found(long documents, long sentences, long tooLong) {}

  /// @param view stays the caller's
  /// @param encoder keeps what it embeds; stays the caller's
  /// @param progress hears how many documents are done, on the thread that calls
  /// @param cancelled asked now and then, from any thread
  /// @throws java.util.concurrent.CancellationException once `cancelled` says so; what was embedded until then stays
  public static Found of(IndexView view, Encoder encoder, LongConsumer progress, BooleanSupplier cancelled)
      throws IOException {
    ReadAhead reading = new ReadAhead(view, encoder);
    try (SharedWork work = SharedWork.begin("read-ahead", progress, cancelled)) {
      reading.addAll(work);
      work.finish();
    }
    return new Found(reading.documents.get(), reading.sentences.get(), reading.tooLong.get());
  }

  private void addAll(SharedWork work) throws IOException {
    List<String> ids = view.documentIds("", DOCUMENTS_AT_ONCE);
    while (!ids.isEmpty()) {
      for (String id : ids) {
        work.add(() -> read(view.document(id).orElseThrow()));
      }
      ids = view.documentIds(ids.getLast(), DOCUMENTS_AT_ONCE);
    }
  }

  private void read(Document document) {
    if (document.text().length() > PlagiarismQuery.MAX_LENGTH) {
      tooLong.incrementAndGet();
    } else {
      sentences.addAndGet(Reading.of(document.id(), document.text(), encoder).size());
      documents.incrementAndGet();
    }
  }
}
