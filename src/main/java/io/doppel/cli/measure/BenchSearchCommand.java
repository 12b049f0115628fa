package io.doppel.cli.measure;

import io.doppel.bench.Machine;
import io.doppel.bench.Run;
import io.doppel.bench.index.SearchBenchmark;
import io.doppel.bench.index.SearchSpeed;
import io.doppel.cli.option.CollectionParameter;
import io.doppel.cli.option.EngineOptions;
import io.doppel.cli.terminal.Count;
import io.doppel.cli.terminal.Output;
import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.engine.Catalogs;
import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import io.doppel.file.ScratchFolder;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.index.Passport;
import io.doppel.index.upkeep.Footprint;
import io.doppel.index.upkeep.Upkeep;
import io.doppel.index.upkeep.VectorStorage;
import io.doppel.text.Bounds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The speed and the recall of searches.
@Command(
    name = "search",
    description = {
      "Measures how much of what is nearest searches in a collection find, and how fast.",
      "",
      "Searches by meaning for the ten nearest passages, at several widths of the walk through the graph. "
          + "The texts are embedded"
          + " before. In a cluster the width is that of the collection. With --storage, a copy of the collection is "
          + "compacted for each, and the time of that is measured too."
    })
final class BenchSearchCommand implements Callable<Integer> {

  private static final int K = 10;
  private static final int MOST_SECONDS = 600;

  @Mixin private EngineOptions engine = new EngineOptions();
  @Mixin private Output output = new Output();

  @Option(
      names = "--queries",
      paramLabel = "FILE",
      description =
          "Texts to search for: a document each of JSONL, CSV and TSV, a line each of any other file. Default: the"
              + " embeddings of stored passages, each turned aside to a cosine of "
              + SearchBenchmark.TURN
              + " with itself.")
  private @Nullable String file;

  @Option(
      names = "--sample",
      paramLabel = "N",
      defaultValue = "1000",
      description = "The most queries. Default: ${DEFAULT-VALUE}.")
  private int sample;

  @Option(
      names = "--width",
      paramLabel = "N",
      split = ",",
      defaultValue = "32,64,128,256,512",
      description = "Widths of the walk. Default: ${DEFAULT-VALUE}.")
  private List<Integer> widths = List.of();

  @Option(
      names = "--storage",
      paramLabel = "STORAGE",
      split = ",",
      description = "Measure copies that are stored so: float32, int8, int4, bit1. Default: the collection as it is.")
  private List<String> storages = List.of();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "4",
      description = "About how long to measure each width. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Mixin private CollectionParameter parameter = new CollectionParameter();

  /// What making a copy took.
  ///
  /// @param heapBefore bytes on Java's heap before it was opened
  private record Copying(Run build, long heapBefore) {}

  /// A copy or the collection itself, searched at one width.
  ///
  /// @param footprint null where the files are not one's own
  /// @param build null where the collection was measured as it is
  /// @param heapBytes what an open copy takes of Java's heap, at most; null likewise
  private record Measured(
      long passages,
      @Nullable Footprint footprint,
      String storage,
      @Nullable Run build,
      @Nullable Long heapBytes,
      SearchSpeed search) {

    @Nullable Object of(Function<Footprint, Object> what) {
      return footprint == null ? null : what.apply(footprint);
    }
  }

  @Override
  public Integer call() throws IOException {
    Bounds.check("seconds", seconds, 1, MOST_SECONDS);
    Bounds.check("sample", sample, 1, PassageIndex.MAX_HITS);
    List<VectorStorage> wanted = storages.stream().map(VectorStorage::of).toList();
    CollectionName collection = parameter.name();
    try (Doppel doppel = engine.open();
        IndexView view = doppel.collection(collection).view()) {
      Encoder encoder = doppel.collection(collection).encoder();
      long passages = view.passages();
      if (passages < K) {
        throw new IOException(
            "collection \"%s\" has %d passages, fewer than the %d that are searched for"
                .formatted(collection, passages, K));
      }
      List<Embedding> queries = queries(encoder, view);
      BenchReport report = new BenchReport("search", output);
      report.say(
          String.format(
              Locale.ROOT,
              "%,d passages of %d dimensions, %,d queries",
              passages,
              encoder.dimension(),
              queries.size()));
      if (wanted.isEmpty()) {
        measure(doppel.collection(collection).index(), queries, null, report);
      }
      for (VectorStorage storage : wanted) {
        measureCopy(doppel, collection, storage, queries, report);
      }
      if (Catalogs.isFolder(doppel.place())) {
        report.keep(doppel.modelFolder(collection), encoder.fingerprint(), collection.value());
      }
    }
    return 0;
  }

  private List<Embedding> queries(Encoder encoder, IndexView view) throws IOException {
    if (file != null) {
      List<String> texts = BenchTexts.of(file).texts();
      return encoder.encode(texts.subList(0, Math.min(sample, texts.size())), Prompt.QUERY);
    }
    return SearchBenchmark.queries(view, sample);
  }

  private void measureCopy(
      Doppel doppel, CollectionName collection, VectorStorage storage, List<Embedding> queries, BenchReport report)
      throws IOException {
    try (ScratchFolder scratch = engine.home().scratch()) {
      Path folder = scratch.path().resolve(collection.value());
      doppel.snapshot(collection, folder);
      long heapBefore = Machine.heapBytes();
      Passport passport = doppel.collection(collection).index().passport();
      try (PassageIndex copy = Catalogs.in(scratch.path()).open(collection.value(), passport)) {
        copy.configure(copy.settings().withStorage(storage));
        Run build = Run.of(() -> copy.upkeep().orElseThrow().compact());
        measure(copy, queries, new Copying(build, heapBefore), report);
      }
    }
  }

  private void measure(PassageIndex index, List<Embedding> queries, @Nullable Copying copying, BenchReport report)
      throws IOException {
    try (IndexView view = index.view()) {
      measure(index, view, queries, copying, report);
    }
  }

  private void measure(
      PassageIndex index,
      IndexView view,
      List<Embedding> queries,
      @Nullable Copying copying,
      BenchReport report)
      throws IOException {
    SearchBenchmark benchmark = new SearchBenchmark(view, queries, K);
    Run build = copying == null ? null : copying.build();
    Long heap = copying == null ? null : Math.max(0, Machine.heapBytes() - copying.heapBefore());
    Optional<Upkeep> upkeep = index.upkeep();
    Footprint footprint = upkeep.isPresent() ? upkeep.get().footprint() : null;
    String storage = view.settings().storage().toString();
    if (footprint != null) {
      report.say(
          String.format(
              Locale.ROOT,
              "%n%s: %s, %,.0f bytes a passage on the disk, %,.0f of them walked on%s",
              storage,
              Count.of(footprint.segments(), "segment"),
              footprint.diskBytesPerPassage(),
              footprint.walkedBytesPerPassage(),
              build == null
                  ? ""
                  : "; compacted in %.1f s, %.1f s of processor time a core"
                      .formatted(build.seconds(), build.processorSeconds())));
    }
    if (heap != null) {
      report.say(
          String.format(
              Locale.ROOT,
              "on Java's heap: %.1f bytes a passage",
              (double) heap / view.passages()));
    }
    Columns<Measured> columns = columns();
    report.say(columns.headings());
    // In a cluster the width is that of the collection.
    for (int width : view.graph().isPresent() ? widths : List.of(view.settings().searchWidth())) {
      report.add(
          columns,
          new Measured(
              view.passages(),
              footprint,
              storage,
              build,
              heap,
              benchmark.measure(width, Duration.ofSeconds(seconds))));
    }
  }

  private Columns<Measured> columns() {
    Columns<Measured> columns =
        new Columns<Measured>()
            .field("collection", _ -> parameter.name().value())
            .field("passages", Measured::passages)
            .field("segments", measured -> measured.of(Footprint::segments))
            .field("vector_storage", Measured::storage)
            .field(
                "build_seconds",
                measured -> measured.build() == null ? null : measured.build().seconds())
            .field(
                "build_processor_seconds",
                measured -> measured.build() == null ? null : measured.build().processorSeconds())
            .field("disk_bytes_per_passage", measured -> measured.of(Footprint::diskBytesPerPassage))
            .field(
                "walked_bytes_per_passage",
                measured -> measured.of(Footprint::walkedBytesPerPassage))
            .field(
                "heap_bytes_per_passage",
                measured ->
                    measured.heapBytes() == null
                        ? null
                        : (double) measured.heapBytes() / measured.passages());
    return SearchColumns.add(columns, Measured::search);
  }
}
