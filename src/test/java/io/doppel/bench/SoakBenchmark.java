package io.doppel.bench;

import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.engine.CollectionName;
import io.doppel.engine.Doppel;
import io.doppel.engine.Home;
import io.doppel.engine.indexing.IndexingListener;
import io.doppel.index.query.Effort;
import io.doppel.retrieval.SearchQuery;
import io.doppel.source.DocumentSource;
import io.doppel.text.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Works for some time as a busy server does and prints the resident memory as it goes (Linux): two callers embed lists
/// of texts of ever new lengths, four ask single queries, one indexes documents, searches them and deletes them again.
///
/// Arguments: model folder, seconds, and a folder for the collections, which must be empty. Run it with a heap that is
/// touched as a whole at the start (`-Xms512m -Xmx512m -XX:+AlwaysPreTouch`): what still grows then is native memory.
/// The last line fits a straight line to the second half.
final class SoakBenchmark {

  private static final int LINES = 36;
  private static final int TEXTS_A_CALL = 64;
  private static final int DOCUMENTS = 50;
  private static final CollectionName COLLECTION = new CollectionName("soak");

  private final Doppel doppel;
  private final long end;
  private final AtomicLong texts = new AtomicLong();
  private final AtomicLong queries = new AtomicLong();
  private final AtomicLong documents = new AtomicLong();

  private interface Work {
    void run(Random random) throws IOException;
  }

  private SoakBenchmark(Doppel doppel, long end) {
    this.doppel = doppel;
    this.end = end;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path model = Path.of(arguments[0]).toAbsolutePath();
    long seconds = Long.parseLong(arguments[1]);
    Home home = new Home(model.resolveSibling(""), model.getFileName().toString(), Path.of(arguments[2]));
    System.out.printf(Locale.ROOT, "%s; load %.1f%n", Machine.describe(), Machine.load());
    System.out.printf(Locale.ROOT, "before loading: %.0f MB resident%n", residentMegabytes());
    try (Doppel doppel = Doppel.open(home)) {
      System.out.printf(Locale.ROOT, "after loading: %.0f MB%n", residentMegabytes());
      new SoakBenchmark(doppel, System.nanoTime() + seconds * 1_000_000_000L).run(seconds);
    }
  }

  private void run(long seconds) throws IOException, InterruptedException {
    List<Work> works = List.of(this::embed, this::embed, this::ask, this::ask, this::ask, this::ask, this::index);
    List<Thread> threads =
        IntStream.range(0, works.size())
            .mapToObj(number -> Thread.ofPlatform().start(() -> repeat(works.get(number), new Random(number))))
            .toList();
    List<Double> megabytes = new ArrayList<>();
    double lineSeconds = (double) seconds / LINES;
    long start = System.nanoTime();
    for (int line = 1; line <= LINES; line++) {
      Thread.sleep(Math.max(0, (long) (line * lineSeconds * 1e3) - (System.nanoTime() - start) / 1_000_000));
      megabytes.add(residentMegabytes());
      System.out.printf(
          Locale.ROOT,
          "%5.0f s %9d texts %8d queries %7d documents %6.0f MB resident%n",
          line * lineSeconds,
          texts.get(),
          queries.get(),
          documents.get(),
          megabytes.getLast());
    }
    for (Thread thread : threads) {
      thread.join();
    }
    List<Double> second = megabytes.subList(LINES / 2, LINES);
    System.out.printf(
        Locale.ROOT,
        "second half: %.0f to %.0f MB, %+.1f MB an hour%n",
        second.stream().mapToDouble(one -> one).min().orElse(0),
        second.stream().mapToDouble(one -> one).max().orElse(0),
        slope(second) / lineSeconds * 3600);
  }

  private void repeat(Work work, Random random) {
    try {
      while (System.nanoTime() < end) {
        work.run(random);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void embed(Random random) {
    int longest = 1 + random.nextInt(250);
    List<String> list =
        Stream.generate(() -> text(random, 1 + random.nextInt(longest))).limit(TEXTS_A_CALL).toList();
    texts.addAndGet(doppel.encoder().encode(list, Prompt.DOCUMENT).size());
  }

  private void ask(Random random) {
    Encoder encoder = doppel.encoder();
    encoder.encode(text(random, 1 + random.nextInt(20)), Prompt.QUERY);
    queries.incrementAndGet();
  }

  private void index(Random random) throws IOException {
    List<Document> list =
        IntStream.range(0, DOCUMENTS)
            .mapToObj(i -> new Document("d" + i, "", text(random, 1 + random.nextInt(400)), Map.of()))
            .toList();
    try (DocumentSource source = DocumentSource.of(list)) {
      doppel.openOrCreate(COLLECTION).add(source, IndexingListener.SILENT, () -> false);
    }
    doppel.collection(COLLECTION).search().answer(new SearchQuery(text(random, 5), 10, Effort.APPROXIMATE));
    documents.addAndGet(list.size());
    if (random.nextInt(10) == 0) {
      doppel.delete(COLLECTION);
    }
  }

  private static String text(Random random, int words) {
    return IntStream.range(0, words)
        .mapToObj(_ -> Integer.toString(random.nextInt(46_656), 36))
        .collect(Collectors.joining(" "));
  }

  /// Of the straight line through the values that fits them best, the rise from one value to the next.
  private static double slope(List<Double> values) {
    double middle = (values.size() - 1) / 2.0;
    double mean = values.stream().mapToDouble(one -> one).average().orElse(0);
    double above = 0;
    double below = 0;
    for (int i = 0; i < values.size(); i++) {
      above += (i - middle) * (values.get(i) - mean);
      below += (i - middle) * (i - middle);
    }
    return above / below;
  }

  private static double residentMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(Double.NaN);
  }
}
