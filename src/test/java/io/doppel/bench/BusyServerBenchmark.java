package io.doppel.bench;

import io.doppel.bench.BusyCallers.Answers;
import io.doppel.engine.Doppel;
import io.doppel.engine.Home;
import io.doppel.file.Folders;
import io.doppel.file.TemporaryFolder;
import io.doppel.server.DoppelServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Searches over HTTP by ever more callers, each of whom asks again once answered: with nothing beside them, with one
/// who writes, and with one who writes and a search for all duplicates. Prints what they wait for, what is refused, and
/// how far the long work comes; how many control questions have the hits that they have alone; and how much of the
/// machine this process had.
///
/// Arguments: model folder, folder of the collections, the collection's name, a file with a text a line, seconds a row,
/// then numbers of callers, where 0 shows the long work alone. The collection is copied, and the copy is deleted.
final class BusyServerBenchmark {

  private static final List<Integer> CALLERS = List.of(0, 1, 4, 16, 64, 128, 256);
  private static final int WARM_UP_CALLERS = 4;

  /// What goes on beside the callers.
  private enum Beside {
    NOTHING("nothing"),
    WRITES("writes"),
    WRITES_AND_MINING("writes, mining");

    private final String words;

    Beside(String words) {
      this.words = words;
    }
  }

  private final int port;
  private final String collection;
  private final List<String> texts;
  private final double seconds;
  private final BusyCallers callers;

  private BusyServerBenchmark(int port, String collection, List<String> texts, double seconds) throws IOException {
    this.port = port;
    this.collection = collection;
    this.texts = texts;
    this.seconds = seconds;
    this.callers = new BusyCallers(port, collection, texts);
  }

  public static void main(String[] arguments) throws Exception {
    Path model = Path.of(arguments[0]).toAbsolutePath();
    String collection = arguments[2];
    List<String> texts = Files.readAllLines(Path.of(arguments[3]));
    double seconds = Double.parseDouble(arguments[4]);
    List<Integer> counts = Stream.of(arguments).skip(5).map(Integer::valueOf).toList();
    System.out.printf(Locale.ROOT, "%s; load %.1f%n", Machine.describe(), Machine.load());
    try (TemporaryFolder scratch = TemporaryFolder.of("doppel-busy-")) {
      Folders.copy(Path.of(arguments[1]).resolve(collection), scratch.path().resolve(collection));
      Home home = new Home(model.resolveSibling(""), model.getFileName().toString(), scratch.path());
      try (Doppel doppel = Doppel.open(home);
          DoppelServer server = DoppelServer.start(doppel, "127.0.0.1", 0)) {
        new BusyServerBenchmark(server.port(), collection, texts, seconds).run(counts.isEmpty() ? CALLERS : counts);
      }
    }
  }

  private void run(List<Integer> counts) throws Exception {
    System.out.printf(
        Locale.ROOT, "collection %s, %,d texts, %.0f s a row, one of each first%n", collection, texts.size(), seconds);
    for (Beside beside : Beside.values()) {
      row(WARM_UP_CALLERS, beside);
    }
    System.out.println(
        "| callers | beside | queries/s | p50 | p99 | most | answers | same hits | written/s | mined/s | cores |");
    System.out.println("| ---: | --- | ---: | ---: | ---: | ---: | --- | ---: | ---: | ---: | ---: |");
    for (int count : counts) {
      for (Beside beside : Beside.values()) {
        if (count > 0 || beside != Beside.NOTHING) {
          System.out.println(row(count, beside));
        }
      }
    }
    callers.refusals().forEach(System.out::println);
  }

  private String row(int count, Beside beside) throws Exception {
    try (LongWork writing = beside == Beside.NOTHING ? LongWork.none() : LongWork.writing(port, texts);
        LongWork mining =
            beside == Beside.WRITES_AND_MINING ? LongWork.mining(port, collection) : LongWork.none()) {
      long written = writing.done();
      long mined = mining.done();
      AtomicReference<Answers> answers = new AtomicReference<>(Answers.none());
      Run run = Run.of(() -> answers.set(callers.ask(count, seconds)));
      return String.format(
          Locale.ROOT,
          "| %,d | %s | %s | %,.0f | %,.0f | %.0f %% |",
          count,
          beside.words,
          told(answers.get(), run.seconds()),
          (writing.done() - written) / run.seconds(),
          (mining.done() - mined) / run.seconds(),
          100 * run.processorSeconds() / run.seconds());
    }
  }

  private static String told(Answers answers, double took) {
    if (answers.milliseconds().isEmpty()) {
      return "| | | | |";
    }
    Latency latency = new Latency(answers.milliseconds());
    String statuses =
        answers.statuses().entrySet().stream()
            .map(status -> "%d: %,d".formatted(status.getKey(), status.getValue()))
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "%.1f | %.1f ms | %.1f ms | %.1f ms | %s | %d of %d",
        answers.milliseconds().size() / took,
        latency.p50(),
        latency.p99(),
        answers.milliseconds().stream().mapToDouble(one -> one).max().orElse(0),
        statuses,
        answers.same(),
        answers.compared());
  }
}
