package io.doppel.bench;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.ForwardingEncoder;
import io.doppel.encoder.Prompt;
import io.doppel.file.KeptFile;
import io.doppel.index.LocalIndexes;
import io.doppel.index.Passport;
import io.doppel.index.TestIndex;
import io.doppel.plagiarism.BagOfWordsEncoder;
import io.doppel.plagiarism.batch.Archive;
import io.doppel.plagiarism.batch.Batch;
import io.doppel.plagiarism.batch.BatchAnswer;
import io.doppel.plagiarism.batch.BatchQuery;
import io.doppel.plagiarism.exclusion.Exclusions;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import io.doppel.text.PassageSplitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/// What a semester costs as it grows: essays of 2,000 words, made of WordNet's definitions with a seed, against each
/// other and against an archive. A tenth of them copy two passages of eight sentences of another essay or of an
/// archived one. A stand-in for the model counts what a model would embed, so that looking up, aligning and reading are
/// measured and embedding is told as a number of sentences, whose time is that of the model's speed.
///
/// `java … io.doppel.bench.SemesterBenchmark WORDNET-FOLDER FOLDER SUBMISSIONS ARCHIVED…`
public final class SemesterBenchmark {

  private static final int SENTENCES = 160;
  private static final int TOPICS = 20;
  private static final int COPIED = 8;

  private final List<List<String>> topics = new ArrayList<>();
  private final Random random = new Random(21);

  private SemesterBenchmark(Path wordnet) throws IOException {
    List<String> glosses = new ArrayList<>();
    try (Stream<String> lines = Files.lines(wordnet.resolve("data.noun"))) {
      lines
          .filter(line -> !line.startsWith(" ") && line.contains(" | "))
          .map(line -> line.substring(line.indexOf(" | ") + 3).strip())
          .forEach(gloss -> glosses.add(Character.toUpperCase(gloss.charAt(0)) + gloss.substring(1) + "."));
    }
    // Neighbouring definitions are about the same things, as essays of one assignment are.
    for (int i = 0; i < TOPICS; i++) {
      topics.add(glosses.subList(i * glosses.size() / TOPICS, (i + 1) * glosses.size() / TOPICS));
    }
  }

  private List<String> essay() {
    List<String> topic = topics.get(random.nextInt(TOPICS));
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < SENTENCES; i++) {
      // Halves of two definitions: a sentence about the topic that nobody else has.
      String one = topic.get(random.nextInt(topic.size()));
      String other = topic.get(random.nextInt(topic.size()));
      sentences.add(half(one, 0) + " " + half(other, 1));
    }
    return sentences;
  }

  private static String half(String sentence, int which) {
    int middle = sentence.indexOf(' ', sentence.length() / 2);
    return middle < 0 ? sentence : which == 0 ? sentence.substring(0, middle) : sentence.substring(middle + 1);
  }

  /// Counts the different sentences that it embeds.
  private static final class Counting extends ForwardingEncoder {
    private final Map<String, Embedding> known = new HashMap<>();
    private final Set<Integer> texts = new HashSet<>();
    private long asked;

    Counting() {
      super(new BagOfWordsEncoder());
    }

    @Override
    public synchronized List<Embedding> encode(List<String> all, Prompt prompt) {
      asked += all.size();
      return all.stream()
          .map(
              text -> {
                texts.add(text.hashCode());
                return known.computeIfAbsent(text, each -> encoder().encode(List.of(each), prompt).getFirst());
              })
          .toList();
    }
  }

  public static void main(String[] arguments) throws IOException {
    System.out.println("| submissions | archived | index, s | run, s | processor, s | pairs compared | found | planted"
        + " | found of them | sentences asked | again, s | compared again |");
    for (int i = 2; i + 1 < arguments.length; i += 2) {
      new SemesterBenchmark(Path.of(arguments[0]))
          .measure(
              Path.of(arguments[1]).resolve("semester-" + i),
              Integer.parseInt(arguments[i]),
              Integer.parseInt(arguments[i + 1]));
    }
  }

  private void measure(Path folder, int submissions, int archived) throws IOException {
    Counting encoder = new Counting();
    PassageSplitter splitter = PassageSplitter.sentences(encoder, encoder.maxContentTokens());
    Passport passport = Passport.of(encoder.fingerprint(), splitter.name());
    List<List<String>> old = new ArrayList<>();
    Set<String> planted = new HashSet<>();
    long start = System.nanoTime();
    Files.createDirectories(folder);
    try (TestIndex archive = LocalIndexes.open(folder.resolve("archive"), passport);
        TestIndex own = LocalIndexes.open(folder.resolve("own"), passport)) {
      for (int i = 0; i < archived; i++) {
        old.add(essay());
        put(archive, splitter, encoder, "old-%05d".formatted(i), old.getLast());
      }
      archive.commit();
      List<List<String>> essays = new ArrayList<>();
      for (int i = 0; i < submissions; i++) {
        List<String> essay = essay();
        if (i % 10 == 9) {
          boolean fromArchive = i % 20 == 9;
          int from = random.nextInt(fromArchive ? archived : i);
          List<String> source = fromArchive ? old.get(from) : essays.get(from);
          for (int passage = 0; passage < 2; passage++) {
            int at = random.nextInt(SENTENCES - COPIED);
            int to = random.nextInt(SENTENCES - COPIED);
            for (int k = 0; k < COPIED; k++) {
              essay.set(to + k, source.get(at + k));
            }
          }
          planted.add("new-%05d %s-%05d".formatted(i, fromArchive ? "old" : "new", from));
        }
        essays.add(essay);
        put(own, splitter, encoder, "new-%05d".formatted(i), essay);
      }
      own.commit();
      final double indexed = (System.nanoTime() - start) / 1e9;
      encoder.asked = 0;
      Batch batch = new Batch(own, encoder, KeptFile.of(folder.resolve("known.gz")), null);
      BatchQuery query =
          new BatchQuery(BatchQuery.DEFAULT_THRESHOLD, BatchQuery.DEFAULT_SOURCES, false, Exclusions.NONE);
      List<Archive> archives = List.of(new Archive("archive", archive));
      Timed<BatchAnswer> first = Timed.of(() -> batch.run(query, archives, _ -> {}, () -> false));
      long asked = encoder.asked;
      put(own, splitter, encoder, "new-00000", essay());
      own.commit();
      Timed<BatchAnswer> again = Timed.of(() -> batch.run(query, archives, _ -> {}, () -> false));
      Set<String> found = new HashSet<>();
      first
          .value()
          .pairs()
          .forEach(
              pair -> {
                found.add(pair.first().id() + " " + pair.second().id());
                found.add(pair.second().id() + " " + pair.first().id());
              });
      System.out.printf(
          Locale.ROOT,
          "| %,d | %,d | %.1f | %.1f | %.1f | %,d | %,d | %,d | %,d | %,d | %.1f | %,d |%n",
          submissions,
          archived,
          indexed,
          first.run().seconds(),
          first.run().processorSeconds() * Run.CORES,
          first.value().comparisons(),
          first.value().pairs().size(),
          planted.size(),
          planted.stream().filter(found::contains).count(),
          asked,
          again.run().seconds(),
          again.value().comparisons() - again.value().reused());
    }
  }

  private static void put(
      TestIndex index, PassageSplitter splitter, Encoder encoder, String id, List<String> sentences)
      throws IOException {
    Document document = new Document(id, "", String.join(" ", sentences), Map.of());
    List<Passage> passages = splitter.split(document);
    index.put(document, passages, encoder.encode(splitter.embeddingTexts(document, passages), Prompt.DOCUMENT));
  }
}
