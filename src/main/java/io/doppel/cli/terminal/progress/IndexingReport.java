package io.doppel.cli.terminal.progress;

import io.doppel.api.Json;
import io.doppel.engine.indexing.Illegibility;
import io.doppel.engine.indexing.IndexingListener;
import io.doppel.engine.indexing.IndexingProgress;
import io.doppel.file.AtomicFile;
import io.doppel.source.SourceRecord;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Shows how indexing goes on standard error: a bar where that is a terminal, and a line for each of the first rejects.
public final class IndexingReport implements IndexingListener, Closeable {

  private static final int SHOWN_REJECTS = 20;

  private final PrintWriter err;
  private final Bar bar;
  private final @Nullable AtomicFile rejects;
  private final boolean byBytes;
  private long rejected;

  record RejectJson(String file, long line, String reason, String raw) {}

  /// @param rejects where rejected lines go, null for nowhere
  /// @param bytesTotal size of the source, -1 if unknown
  public IndexingReport(PrintWriter err, String name, @Nullable Path rejects, long bytesTotal) throws IOException {
    this.err = err;
    this.rejects = rejects == null ? null : AtomicFile.open(rejects);
    this.byBytes = bytesTotal > 0;
    this.bar = byBytes ? Bar.ofBytes(name, bytesTotal) : Bar.of(name, -1);
  }

  @Override
  public void rejected(SourceRecord.Rejected bad) {
    rejected++;
    if (rejected <= SHOWN_REJECTS) {
      err.println("doppel: " + bad.sentence());
    }
    if (rejects != null) {
      try {
        rejects
            .writer()
            .write(
                Json.line(
                        new RejectJson(
                            bad.where().file(), bad.where().line(), bad.reason(), bad.raw()))
                    + "\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void illegible(double share) {
    new Illegibility(share).warning().ifPresent(sentence -> err.println("doppel: " + sentence));
  }

  @Override
  public void compacting(long done, long passages) {
    bar.say("%,d of %,d passages in one segment".formatted(done, passages));
  }

  @Override
  public void progress(IndexingProgress progress) {
    bar.at(byBytes ? progress.bytesRead() : progress.done());
    bar.say("%,d documents, %,.0f/s".formatted(progress.done(), progress.done() / Math.max(0.001, progress.seconds())));
  }

  /// Puts the rejects into their file, which is as it was until then.
  public void keepRejects() throws IOException {
    if (rejects != null) {
      rejects.commit();
    }
  }

  @Override
  public void close() throws IOException {
    bar.close();
    if (rejected > SHOWN_REJECTS) {
      err.printf(
          "doppel: and %,d more%s%n",
          rejected - SHOWN_REJECTS, rejects == null ? "; --rejects FILE keeps them all" : "");
    }
    if (rejects != null) {
      rejects.close();
    }
  }
}
