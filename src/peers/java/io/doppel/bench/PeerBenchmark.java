package io.doppel.bench;

import io.doppel.bench.index.IndexPeers;
import io.doppel.bench.peer.NodePackages;
import io.doppel.bench.peer.PeerArguments;
import io.doppel.bench.peer.PeerRow;
import io.doppel.bench.peer.PeerTable;
import io.doppel.encoder.onnx.runtime.OnnxRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Doppel beside what people would take instead, from Maven and npm: encoders with the same model and texts, indexes
/// with the same vectors and queries. One table, by processor time.
///
/// Arguments, see [PeerArguments]: files with texts, folders of collections, a number of vectors, and names of what to
/// leave out. Without a file and a folder both kinds are compared, with STSb's test pairs or the questions that come
/// with the program, and with `index/wordnet`.
final class PeerBenchmark {

  private static final Path LABELLED = Path.of("../shared/data/stsb-en/pairs.test.tsv");
  private static final Path QUESTIONS = Path.of("src/main/resources/samples/questions.jsonl");
  private static final Path WORDNET = Path.of("index/wordnet");

  private PeerBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    // First of all, for it keeps ONNX Runtime off the network.
    OnnxRuntime.environment();
    PeerArguments asked;
    try {
      asked = PeerArguments.of(arguments);
    } catch (IllegalArgumentException e) {
      System.out.println(e.getMessage());
      return;
    }
    boolean both = asked.texts().isEmpty() && asked.collections().isEmpty();
    System.out.printf(Locale.ROOT, "%s; load %.1f%n", Machine.describe(), Machine.load());
    Optional<NodePackages> node = node();
    List<PeerRow> rows = new ArrayList<>();
    for (Path file : both ? List.of(Files.exists(LABELLED) ? LABELLED : QUESTIONS) : asked.texts()) {
      rows.addAll(new EncoderPeers(asked, node).measure(file));
    }
    for (Path folder : both ? List.of(WORDNET) : asked.collections()) {
      rows.addAll(new IndexPeers(asked, node).measure(folder));
    }
    System.out.printf("%n%s%n", PeerTable.of(rows));
    // Threads of langchain4j and jvector would keep the process alive.
    System.exit(0);
  }

  private static Optional<NodePackages> node() {
    try {
      System.out.println("Installing packages from npm into target/peers, half a gigabyte, unless they are there …");
      return Optional.of(
          NodePackages.install(Path.of("src/peers/npm"), Path.of("target/peers"), NodePackages.npm()));
    } catch (IOException e) {
      System.out.printf("skipped what npm has: %s%n", e.getMessage());
      return Optional.empty();
    }
  }
}
