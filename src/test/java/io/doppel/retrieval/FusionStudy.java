package io.doppel.retrieval;

import io.doppel.encoder.CosineScale;
import io.doppel.encoder.Encoder;
import io.doppel.engine.CollectionName;
import io.doppel.engine.DocumentCollection;
import io.doppel.engine.Doppel;
import io.doppel.engine.Home;
import io.doppel.engine.indexing.IndexingListener;
import io.doppel.eval.data.ClassFile;
import io.doppel.eval.data.PairFile;
import io.doppel.eval.data.RetrievalFolder;
import io.doppel.eval.measure.RankingMeasures;
import io.doppel.index.query.Effort;
import io.doppel.retrieval.HybridFusion.Constants;
import io.doppel.source.DocumentSource;
import io.doppel.source.SourceRecord;
import io.doppel.text.Document;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// How good searches by both are on a collection that had no part in choosing the constants of [HybridFusion]: for each
/// of eleven collections they are chosen on the others, of a grid. Prints nDCG@10.
///
/// Arguments: folder of the model, folder of the data, an empty folder for the indexes.
final class FusionStudy {

  private static final int K = 10;
  private static final int DEEP = 1_000;
  private static final int MOST_QUERIES = 500;

  /// A collection with what is asked of it.
  private record Subject(
      String name, List<Document> documents, Map<String, String> queries, Map<String, Map<String, Integer>> grades) {}

  /// What may answer a query, with both scores.
  @SuppressWarnings("ArrayRecordComponent") // read again and again, never compared
  private record Candidates(
      float reading, String[] ids, float[] similarities, float[] lexicalScores, Map<String, Integer> grades) {

    double ndcg(double[] scores) {
      Map<String, Double> byId = new HashMap<>();
      for (int i = 0; i < ids.length; i++) {
        byId.put(ids[i], scores[i]);
      }
      return RankingMeasures.ndcg(RankingMeasures.order(byId), grades, K);
    }
  }

  private FusionStudy() {}

  public static void main(String[] arguments) throws IOException {
    Path model = Path.of(arguments[0]).toAbsolutePath();
    Path data = Path.of(arguments[1]);
    Home home = new Home(model.resolveSibling(""), model.getFileName().toString(), Path.of(arguments[2]));
    Map<String, List<Candidates>> all = new LinkedHashMap<>();
    try (Doppel doppel = Doppel.open(home)) {
      for (Subject subject : subjects(data)) {
        all.put(subject.name(), asked(doppel, subject));
        System.err.printf("%s: %,d documents%n", subject.name(), subject.documents().size());
      }
      report(all, doppel.encoder().scale());
    }
  }

  private static List<Subject> subjects(Path data) throws IOException {
    List<Subject> subjects = new ArrayList<>();
    for (String name : List.of("scifact", "cranfield", "adi", "parakqc", "korquad-dev")) {
      subjects.add(judged(data, name));
    }
    subjects.add(classes("banking77", data.resolve("banking77"), 6));
    subjects.add(classes("clinc150", data.resolve("clinc150"), 9));
    subjects.add(pairs("mrpc", data.resolve("mrpc/pairs.test.tsv"), 1));
    subjects.add(pairs("stsb-en", data.resolve("stsb-en/pairs.test.tsv"), 4));
    subjects.add(pairs("ko-question-pair", data.resolve("ko-question-pair/pairs.train.tsv"), 1));
    subjects.add(pairs("korsts", data.resolve("korsts/pairs.dev.tsv"), 4));
    return subjects;
  }

  private static Subject judged(Path data, String name) throws IOException {
    RetrievalFolder judged = RetrievalFolder.read(data.resolve(name), "test").first(MOST_QUERIES);
    List<Document> documents = new ArrayList<>();
    try (DocumentSource corpus = judged.corpus()) {
      while (corpus.hasNext()) {
        if (corpus.next() instanceof SourceRecord.Accepted accepted) {
          documents.add(accepted.document());
        }
      }
    }
    return new Subject(name, documents, judged.queries(), judged.judgements());
  }

  /// Texts of one class answer each other.
  private static Subject classes(String name, Path folder, int every) throws IOException {
    List<Document> documents = new ArrayList<>();
    Map<String, Map<String, Integer>> byLabel = new HashMap<>();
    for (ClassFile.Example example : ClassFile.read(folder.resolve("class.train.tsv")).examples()) {
      String id = "d" + documents.size();
      documents.add(Document.of(id, example.text()));
      byLabel.computeIfAbsent(example.label(), _ -> new HashMap<>()).put(id, 1);
    }
    Map<String, String> queries = new LinkedHashMap<>();
    Map<String, Map<String, Integer>> grades = new HashMap<>();
    List<ClassFile.Example> test = ClassFile.read(folder.resolve("class.test.tsv")).examples();
    for (int i = 0; i < test.size(); i += every) {
      queries.put("q" + i, test.get(i).text());
      grades.put("q" + i, byLabel.getOrDefault(test.get(i).label(), Map.of()));
    }
    return new Subject(name, documents, queries, grades);
  }

  /// The first text of a pair with at least that label asks for the second; the second texts of all are there.
  private static Subject pairs(String name, Path file, double least) throws IOException {
    Map<String, String> idByText = new LinkedHashMap<>();
    Map<String, String> queries = new LinkedHashMap<>();
    Map<String, Map<String, Integer>> grades = new HashMap<>();
    for (PairFile.Pair pair : PairFile.read(file).pairs()) {
      String id = idByText.computeIfAbsent(pair.text2(), _ -> "d" + idByText.size());
      if (Double.parseDouble(pair.label()) >= least
          && !pair.text1().equals(pair.text2())
          && queries.size() < MOST_QUERIES) {
        queries.put(pair.id(), pair.text1());
        grades.put(pair.id(), Map.of(id, 1));
      }
    }
    List<Document> documents = new ArrayList<>();
    idByText.forEach((text, id) -> documents.add(Document.of(id, text)));
    return new Subject(name, documents, queries, grades);
  }

  private static List<Candidates> asked(Doppel doppel, Subject subject) throws IOException {
    DocumentCollection collection =
        doppel.openOrCreate(new CollectionName(subject.name().toLowerCase(Locale.ROOT)));
    try (DocumentSource source = DocumentSource.of(subject.documents())) {
      collection.add(source, IndexingListener.SILENT, () -> false);
    }
    Encoder encoder = doppel.encoder();
    List<Candidates> candidates = new ArrayList<>();
    for (Map.Entry<String, String> query : subject.queries().entrySet()) {
      List<SearchHit> hits =
          collection
              .search()
              .answer(new SearchQuery(query.getValue(), DEEP, Effort.EXACT).withMode(SearchMode.HYBRID))
              .hits();
      Candidates found =
          new Candidates(
              encoder.reading(query.getValue()),
              hits.stream().map(hit -> hit.document().id()).toArray(String[]::new),
              floats(hits.stream().mapToDouble(SearchHit::similarity).toArray()),
              floats(hits.stream().mapToDouble(SearchHit::lexicalScore).toArray()),
              subject.grades().getOrDefault(query.getKey(), Map.of()));
      candidates.add(found);
    }
    return candidates;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  @FunctionalInterface
  private interface Scored {
    double[] of(Candidates candidates);
  }

  private static double mean(List<Candidates> asked, Scored scored) {
    return asked.stream().mapToDouble(each -> each.ndcg(scored.of(each))).average().orElseThrow();
  }

  private static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
  }

  private static void report(Map<String, List<Candidates>> all, CosineScale scale) {
    List<Constants> grid = new ArrayList<>();
    for (double words : new double[] {.5, 1, 1.5, 2, 2.5, 3}) {
      for (double agreement : new double[] {.2, .3, .4, .5, .6}) {
        for (double steepness : new double[] {6, 12, 18, 24}) {
          grid.add(new Constants(words, agreement, steepness));
        }
      }
    }
    List<String> names = List.copyOf(all.keySet());
    double[] dense = new double[names.size()];
    double[] lexical = new double[names.size()];
    double[] chosen = new double[names.size()];
    double[][] values = new double[grid.size()][names.size()];
    IntStream.range(0, names.size())
        .parallel()
        .forEach(
            set -> {
              List<Candidates> asked = all.getOrDefault(names.get(set), List.of());
              dense[set] = mean(asked, each -> doubles(each.similarities()));
              lexical[set] = mean(asked, each -> doubles(each.lexicalScores()));
              chosen[set] = mean(asked, each -> fused(each, scale, Constants.CHOSEN));
              for (int i = 0; i < grid.size(); i++) {
                Constants constants = grid.get(i);
                values[i][set] = mean(asked, each -> fused(each, scale, constants));
              }
            });
    System.out.printf("%-18s %8s %8s %8s %10s  %s%n", "set", "dense", "lexical", "shipped", "left out", "constants");
    double[] sums = new double[4];
    for (int set = 0; set < names.size(); set++) {
      int best = best(values, dense, lexical, set);
      System.out.printf(
          Locale.ROOT,
          "%-18s %8.4f %8.4f %8.4f %10.4f  %s%n",
          names.get(set), dense[set], lexical[set], chosen[set], values[best][set], grid.get(best));
      sums[0] += dense[set];
      sums[1] += lexical[set];
      sums[2] += chosen[set];
      sums[3] += values[best][set];
    }
    System.out.printf(
        Locale.ROOT,
        "%-18s %8.4f %8.4f %8.4f %10.4f%n",
        "mean", sums[0] / names.size(), sums[1] / names.size(), sums[2] / names.size(), sums[3] / names.size());
  }

  private static double[] fused(Candidates each, CosineScale scale, Constants constants) {
    return new HybridFusion(each.reading(), scale, constants).scores(each.similarities(), each.lexicalScores());
  }

  /// The constants with the highest mean on all sets but one, of those that lose least to the better side of any.
  private static int best(double[][] values, double[] dense, double[] lexical, int left) {
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < values.length; i++) {
      double worth = 0;
      for (int set = 0; set < dense.length; set++) {
        if (set != left) {
          double lost = Math.max(dense[set], lexical[set]) - .003 - values[i][set];
          // A loss to one side alone weighs as much as it would in all sets.
          worth += values[i][set] - Math.max(0, lost) * dense.length;
        }
      }
      if (worth > highest) {
        highest = worth;
        best = i;
      }
    }
    return best;
  }
}
