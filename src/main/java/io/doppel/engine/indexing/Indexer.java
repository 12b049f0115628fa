package io.doppel.engine.indexing;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.cache.CachingEncoder;
import io.doppel.engine.indexing.IndexingListener.Outcome;
import io.doppel.index.ContentHash;
import io.doppel.index.EmbeddedDocument;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.index.upkeep.Upkeep;
import io.doppel.source.DocumentSource;
import io.doppel.source.SourceLine;
import io.doppel.source.SourceRecord;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import io.doppel.text.PassageSplitter;
import io.doppel.work.Cancellation;
import io.doppel.work.RightOfWay;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/// Brings documents into an index: reads, splits, embeds and writes, all at the same time.
///
/// The calling thread reads, splits and writes; windows of passages are embedded meanwhile, at most
/// [#WINDOWS_IN_FLIGHT] of them, so memory is bounded whatever the size of the source. Documents are written in the
/// order of the source, so that of two with one id the later one stays. One indexer at a time for an index.
public final class Indexer {

  private static final int WINDOW_PASSAGES = 1024;
  private static final int WINDOW_CHARACTERS = 1 << 20;
  private static final int WINDOWS_IN_FLIGHT = 2;

  private static final long COMMIT_NANOS = 5_000_000_000L;

  /// A search pays for every segment that it meets: four of them more than halve the rate that one allows. Where this
  /// part of the index lies beside its largest segment, whoever left it so, all is written as one, for a few hundredths
  /// of the time that embedding it takes.
  private static final double WORTH_COMPACTING = .1;

  /// That is done at the end of a run that went over this part of the documents or more, be it that most of them were
  /// there already. For a few documents nobody waits until a large index is written anew.
  private static final double LARGE_RUN = .1;

  private final CachingEncoder encoder;
  private final PassageSplitter splitter;
  private final PassageIndex index;
  private final IndexingListener listener;

  private final Deque<Window> inFlight = new ArrayDeque<>();

  /// Documents read but not committed: the index does not show them yet, so a second one with the same id replaces
  /// them whatever the index says.
  private final Set<String> uncommitted = new HashSet<>();

  /// Ids whose content hashes are known as they were published last, and those of them that are there.
  private Set<String> asked = Set.of();

  private Map<String, String> hashes = Map.of();

  private final LegibilitySample legibility = new LegibilitySample();
  private final long started = System.nanoTime();
  private long lastCommit = started;
  private long indexed;
  private long replaced;
  private long unchanged;
  private long rejected;
  private long passages;
  private boolean stopped;

  private record Item(Document document, List<Passage> passages, Outcome outcome) {}

  private record Window(List<Item> items, Future<List<Embedding>> embeddings) {}

  public Indexer(CachingEncoder encoder, PassageSplitter splitter, PassageIndex index, IndexingListener listener) {
    this.encoder = encoder;
    this.splitter = splitter;
    this.index = index;
    this.listener = listener;
  }

  /// Indexes all documents of `source`, or those up to the moment when `cancelled` says so; what was written until then
  /// is kept, and what was read or being embedded is not; then the progress says that it was stopped. Commits every few
  /// seconds and at the end, and leaves one segment where the index was scattered over several.
  public IndexingProgress run(DocumentSource source, BooleanSupplier cancelled) throws IOException {
    LookAhead ahead = new LookAhead(source, cancelled);
    try (ExecutorService embedding =
        Executors.newFixedThreadPool(
            WINDOWS_IN_FLIGHT, Thread.ofPlatform().daemon().name("embedding-", 0).factory())) {
      try {
        boolean more = ahead.hasNext();
        while (more && !cancelled.getAsBoolean()) {
          List<Item> items = readWindow(ahead, cancelled);
          if (!items.isEmpty()) {
            List<String> texts = texts(items);
            inFlight.add(new Window(items, embedding.submit(() -> embed(texts, cancelled))));
          }
          if (inFlight.size() == WINDOWS_IN_FLIGHT) {
            write(inFlight.remove());
          }
          if (System.nanoTime() - lastCommit > COMMIT_NANOS) {
            commit();
          }
          listener.progress(progress(source));
          more = ahead.hasNext();
        }
        stopped = more;
        while (!inFlight.isEmpty()) {
          write(inFlight.remove());
          listener.progress(progress(source));
        }
      } catch (CancellationException e) {
        if (!cancelled.getAsBoolean()) {
          throw e;
        }
        // What was being embedded is left for the next time.
        stopped = true;
      } finally {
        inFlight.forEach(window -> window.embeddings().cancel(true));
      }
    }
    commit();
    Optional<Upkeep> upkeep = cancelled.getAsBoolean() ? Optional.empty() : index.upkeep();
    if (upkeep.isPresent() && isWorthCompacting(upkeep.get())) {
      compact(upkeep.get(), cancelled);
    }
    IndexingProgress end = progress(source);
    listener.progress(end);
    legibility
        .illegibility()
        .filter(some -> some.warning().isPresent())
        .ifPresent(much -> listener.illegible(much.share()));
    return end;
  }

  /// Stopped, it leaves everything in more segments than one.
  private void compact(Upkeep upkeep, BooleanSupplier cancelled) throws IOException {
    long all;
    try (IndexView view = index.view()) {
      all = view.passages();
    }
    listener.compacting(0, all);
    try {
      upkeep.compact(done -> listener.compacting(done, all), cancelled);
    } catch (CancellationException e) {
      // All documents are in nevertheless.
    }
  }

  private boolean isWorthCompacting(Upkeep upkeep) throws IOException {
    try (IndexView view = index.view()) {
      return indexed + replaced + unchanged >= Math.max(1, LARGE_RUN * view.documents())
          && upkeep.footprint().scattered() >= WORTH_COMPACTING;
    }
  }

  private List<Item> readWindow(LookAhead ahead, BooleanSupplier cancelled) throws IOException {
    List<Item> items = new ArrayList<>();
    int windowPassages = 0;
    int characters = 0;
    int looked = 0;
    while (ahead.hasNext()
        && windowPassages < WINDOW_PASSAGES
        && characters < WINDOW_CHARACTERS
        && looked < 4 * WINDOW_PASSAGES
        && !cancelled.getAsBoolean()) {
      looked++;
      switch (ahead.next()) {
        case SourceRecord.Rejected bad -> {
          rejected++;
          listener.rejected(bad);
        }
        case SourceRecord.Accepted(Document document, SourceLine where) -> {
          Outcome outcome = outcome(document, ahead);
          if (outcome == Outcome.UNCHANGED) {
            unchanged++;
            listener.stored(document, outcome);
          } else {
            List<Passage> split = splitter.split(document);
            Optional<String> refusal = index.refusal(document, split);
            if (refusal.isPresent()) {
              rejected++;
              listener.rejected(new SourceRecord.Rejected(where, refusal.get(), document.text()));
              continue;
            }
            legibility.add(encoder, document.text());
            items.add(new Item(document, split, outcome));
            uncommitted.add(document.id());
            windowPassages += split.size();
            characters += document.text().length() + document.title().length();
          }
        }
      }
    }
    return items;
  }

  private Outcome outcome(Document document, LookAhead ahead) throws IOException {
    if (uncommitted.contains(document.id())) {
      return Outcome.REPLACED;
    }
    Optional<String> known = published(document.id(), ahead);
    if (known.isEmpty()) {
      return Outcome.INDEXED;
    }
    return known.get().equals(ContentHash.of(document)) ? Outcome.UNCHANGED : Outcome.REPLACED;
  }

  /// The content hash of a document as it is published. Those of the documents behind it are asked for in one go.
  private Optional<String> published(String id, LookAhead ahead) throws IOException {
    if (!asked.contains(id)) {
      Set<String> ids = ahead.ids();
      ids.add(id);
      try (IndexView view = index.view()) {
        hashes = view.contentHashes(ids);
      }
      asked = ids;
    }
    return Optional.ofNullable(hashes.get(id));
  }

  private List<Embedding> embed(List<String> texts, BooleanSupplier cancelled) {
    return Cancellation.<List<Embedding>, RuntimeException>within(
        cancelled, () -> RightOfWay.behind(() -> encoder.encode(texts, Prompt.DOCUMENT)));
  }

  private List<String> texts(List<Item> items) {
    List<String> texts = new ArrayList<>();
    for (Item item : items) {
      texts.addAll(splitter.embeddingTexts(item.document(), item.passages()));
    }
    return texts;
  }

  private void write(Window window) throws IOException {
    List<Embedding> embeddings = result(window.embeddings());
    List<EmbeddedDocument> batch = new ArrayList<>();
    int next = 0;
    for (Item item : window.items()) {
      int end = next + item.passages().size();
      batch.add(new EmbeddedDocument(item.document(), item.passages(), embeddings.subList(next, end)));
      next = end;
    }
    index.put(batch);
    for (Item item : window.items()) {
      passages += item.passages().size();
      if (item.outcome() == Outcome.INDEXED) {
        indexed++;
      } else {
        replaced++;
      }
      listener.stored(item.document(), item.outcome());
    }
  }

  private static List<Embedding> result(Future<List<Embedding>> future) throws IOException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IOException("embedding failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while embedding");
    }
  }

  private void commit() throws IOException {
    index.publish();
    asked = Set.of();
    uncommitted.clear();
    for (Window window : inFlight) {
      window.items().forEach(item -> uncommitted.add(item.document().id()));
    }
    lastCommit = System.nanoTime();
  }

  private IndexingProgress progress(DocumentSource source) {
    return new IndexingProgress(
        indexed,
        replaced,
        unchanged,
        rejected,
        passages,
        encoder.found(),
        source.bytesRead(),
        source.bytesTotal(),
        (System.nanoTime() - started) / 1e9,
        stopped);
  }
}
