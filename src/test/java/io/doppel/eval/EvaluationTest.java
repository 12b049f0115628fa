package io.doppel.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.doppel.encoder.Encoder;
import io.doppel.encoder.TinyModel;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.OnnxEncoder;
import io.doppel.eval.data.DataException;
import io.doppel.eval.task.Also;
import io.doppel.eval.task.EvaluatedSearch;
import io.doppel.text.Bounds;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Small sets in every layout, measured with the tiny model.
class EvaluationTest {

  @TempDir private Path folder;

  private Encoder encoder;

  @BeforeEach
  void open() throws IOException {
    encoder = OnnxEncoder.load(TinyModel.write(folder.resolve("models"), "tiny"), EncoderSettings.standard());
  }

  @AfterEach
  void close() {
    encoder.close();
  }

  private Path write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }

  private List<Result> run(EvaluationSettings settings, String task) throws IOException {
    List<Result> results = new ArrayList<>();
    new Evaluation(encoder, Expectations.none(), settings)
        .run(Task.of(task, folder, null), results::add, Progress.SILENT);
    return results;
  }

  private Map<String, Double> values(EvaluationSettings settings, String task) throws IOException {
    return run(settings, task).stream().collect(Collectors.toMap(Result::measure, Result::value));
  }

  private static EvaluationSettings limit(int limit) {
    return new EvaluationSettings(limit, List.of(EvaluatedSearch.DENSE), List.of(), Optional.empty());
  }

  private void writePairs(String file, String... labels) throws IOException {
    write(
        file,
        """
        1\t%s\tthe dog and the cat\tthe cat and the dog
        2\t%s\tthe dog and the cat\tthe dog and the bird
        3\t%s\tthe dog and the cat\ta ship on the sea
        """
            .formatted((Object[]) labels));
  }

  @Test
  void sentences_are_measured_by_how_often_they_find_their_translation_first() throws IOException {
    Path file = folder.resolve("pairs/greek.tsv.gz");
    Files.createDirectories(file.getParent());
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(
          """
          the dog and the cat\tthe cat and the dog
          a ship on the sea\tthe sea and a ship
          a ship on the sea\tcomes again
          bread with milk\tsnow on the mountain
          """
              .getBytes(StandardCharsets.UTF_8));
    }
    assertThat(values(EvaluationSettings.standard(), "pairs/greek.tsv.gz"))
        .containsOnlyKeys(
            "translation found first", "original found first", "tokens a text", "tokens a word", "texts a second")
        .hasEntrySatisfying("translation found first", found -> assertThat(found).isBetween(0.66, 1.0))
        .hasEntrySatisfying("tokens a text", tokens -> assertThat(tokens).isBetween(4.0, 6.0));
    assertThat(values(limit(1), "pairs/greek.tsv.gz")).containsEntry("translation found first", 1.0);
  }

  @Test
  void passages_that_were_translated_are_looked_for_where_there_are_enough_sentences() throws IOException {
    Path file = folder.resolve("greek.tsv.gz");
    List<String> words = List.of("dog", "cat", "ship", "sea", "bread", "milk", "snow", "piano", "energy", "planet");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < 80; i++) {
        String sentence = "%s with %s in week %d.".formatted(words.get(i / 10), words.get(i % 10), i);
        out.write("the %s\ta %s\n".formatted(sentence, sentence).getBytes(StandardCharsets.UTF_8));
      }
    }
    assertThat(values(EvaluationSettings.standard(), "greek.tsv.gz"))
        .containsKeys("plagdet", "precision", "recall", "granularity", "part of pairs with one, of those without")
        .hasEntrySatisfying("recall", recall -> assertThat(recall).isGreaterThan(0.5));
  }

  @Test
  void pairs_that_were_translated_find_their_originals_by_their_ids() throws IOException {
    write("original/pairs.dev.tsv", "1\t5.0\tthe dog\ta ship on the sea\n2\t1.0\tbread\tmilk\n");
    write("translated/pairs.dev.tsv", "2\t1.0\tthe bread\tthe milk\n1\t5.0\ta dog\tthe sea and a ship\n");
    Path original = folder.resolve("original");
    Task task = new Task("translated", folder.resolve("translated"), "dev", Also.NOTHING, original, 9);
    Map<String, Double> values = new HashMap<>();
    new Evaluation(encoder, Expectations.none(), EvaluationSettings.standard())
        .run(task, result -> values.put(result.measure(), result.value()), Progress.SILENT);
    assertThat(values)
        .containsEntry("translation found first", 1.0)
        .containsEntry("original found first", 1.0)
        .containsKey("spearman");
  }

  @Test
  void graded_pairs_are_measured_by_correlation() throws IOException {
    writePairs("sts/pairs.test.tsv", "5.0", "2.5", "0.0");
    assertThat(values(EvaluationSettings.standard(), "sts"))
        .containsOnlyKeys("spearman", "pearson")
        .containsEntry("spearman", 1.0);
  }

  @Test
  void binary_pairs_are_measured_by_average_precision_and_best_f1() throws IOException {
    writePairs("paraphrase/pairs.test.tsv", "1", "0", "0");
    assertThat(values(EvaluationSettings.standard(), "paraphrase"))
        .containsKeys("average precision", "f1", "f1 threshold", "accuracy", "average precision of probability")
        .containsEntry("average precision", 1.0)
        .containsEntry("f1", 1.0)
        .containsEntry("accuracy", 1.0);
  }

  @Test
  void named_pairs_are_told_apart_by_what_the_plagiarism_check_finds() throws IOException {
    String own = "the doctor and the nurse work in the hospital all night and help people who have a disease";
    String other = "a big ship and a small plane travel over the sea and carry bread and rice and sugar and salt";
    StringBuilder pairs = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      pairs.append("c%d\tcut\t%s\t%s\n".formatted(i, own, own)).append("n%d\tnon\t%s\t%s\n".formatted(i, own, other));
    }
    write("reuse/pairs.category.tsv", pairs.toString());
    assertThat(values(EvaluationSettings.standard(), "reuse"))
        .containsExactly(Map.entry("accuracy by leave-one-out", 1.0));
  }

  @Test
  void classes_are_learned_from_few_texts() throws IOException {
    write(
        "intents/class.train.tsv",
        "animal\tthe dog\nanimal\tthe cat\nmoney\tmy bank account\nmoney\tthe bank card\n");
    write("intents/class.test.tsv", "animal\ta cat and a dog\nmoney\ta card of the bank\n");
    assertThat(values(EvaluationSettings.standard(), "intents")).containsEntry("accuracy", 1.0);
  }

  private void writeRetrieval() throws IOException {
    write(
        "ir/corpus.jsonl",
        """
        {"_id": "d1", "title": "animal", "text": "the dog and the cat"}
        {"_id": "d2", "title": "", "text": "a ship on the sea"}
        {"_id": "d3", "title": "", "text": ""}
        {"_id": "d4", "title": "", "text": "bread and rice"}
        """);
    write("ir/queries.jsonl", "{\"_id\": \"q1\", \"text\": \"dog\"}\n{\"_id\": \"q2\", \"text\": \"ship\"}\n");
    write("ir/qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\td4\t1\n");
  }

  @Test
  void retrieval_is_measured_in_each_mode_and_documents_without_a_text_are_never_found() throws IOException {
    writeRetrieval();
    Map<String, Double> values = values(EvaluationSettings.standard(), "ir");
    assertThat(values)
        .containsKeys("ndcg@10", "recall@100", "mrr@10", "map@100", "ndcg@10 hnsw", "recall@100 hnsw")
        .containsEntry("recall@100", 1.0)
        .containsEntry("recall@10 of dense by hnsw", 1.0)
        .containsEntry("ndcg@10 hnsw - dense", 0.0);
    // The first query finds its document at rank 1, the second at 2 or 3.
    assertThat(values.get("mrr@10")).isBetween(2 / 3.0, 3 / 4.0);
  }

  @Test
  void two_modes_can_be_compared() throws IOException {
    writeRetrieval();
    List<EvaluatedSearch> both = List.of(EvaluatedSearch.DENSE, EvaluatedSearch.HNSW);
    EvaluationSettings settings = new EvaluationSettings(Integer.MAX_VALUE, both, both, Optional.empty());
    assertThat(values(settings, "ir"))
        .containsEntry("ndcg@10 hnsw - dense at least", 0.0)
        .containsEntry("ndcg@10 hnsw - dense at most", 0.0);
    assertThatThrownBy(() -> new EvaluationSettings(1, List.of(EvaluatedSearch.DENSE), both, Optional.empty()))
        .isInstanceOf(Bounds.Violation.class)
        .hasMessage("compare must name 2 of the modes [dense], got [dense, hnsw]");
  }

  @Test
  void a_document_that_is_no_json_ends_the_measurement() throws IOException {
    writeRetrieval();
    Path corpus = write("ir/corpus.jsonl", "{\"_id\": \"d1\", \"text\": \"dog\"}\n{\"_id\": \"d2\", \"text\": 7}\n");
    assertThatThrownBy(() -> run(EvaluationSettings.standard(), "ir"))
        .isInstanceOf(DataException.class)
        .hasMessage(corpus + ":2: text must be a string, got a number");
  }

  @Test
  void a_limit_narrows_the_task() throws IOException {
    writeRetrieval();
    // Only the first query, which finds its document at rank 1.
    assertThat(values(limit(1), "ir")).containsEntry("mrr@10", 1.0).containsEntry("ndcg@10", 1.0);
  }

  @Test
  void the_quick_set_takes_the_first_pairs_of_a_large_corpus() {
    Task large =
        Task.quick(folder).stream().filter(task -> task.path().endsWith("pan13/sample100")).findFirst().orElseThrow();
    assertThat(large.name()).isEqualTo("pan13/sample100, first 5");
    assertThat(large.limit()).isEqualTo(5);
    assertThat(Task.all(folder)).extracting(Task::limit).containsOnly(Integer.MAX_VALUE);
  }

  private void writePan() throws IOException {
    String copied = "the doctor and the nurse work in the hospital all night and help people who have a disease";
    write("pan/susp/s1.txt", "😀 The weather was fine. " + copied + ". We eat bread.");
    write("pan/src/r1.txt", "A story. " + copied + ". The end.");
    write("pan/src/r2.txt", "A big ship and a small plane travel over the sea.");
    write("pan/01-none/pairs", "s1.txt r2.txt\n");
    write("pan/01-none/s1-r2.xml", "<document reference=\"s1.txt\"></document>");
    write("pan/02-copy/pairs", "s1.txt r1.txt\n");
    write(
        "pan/02-copy/s1-r1.xml",
        """
        <document reference="s1.txt">
        <feature name="plagiarism" this_offset="24" this_length="%d" source_reference="r1.txt" source_offset="9" source_length="%d"/>
        </document>
        """
            .formatted(copied.length(), copied.length()));
  }

  @Test
  void a_pan_corpus_is_measured_overall_and_by_class_in_code_points() throws IOException {
    writePan();
    Path detections = folder.resolve("detections");
    EvaluationSettings settings =
        new EvaluationSettings(Integer.MAX_VALUE, List.of(EvaluatedSearch.DENSE), List.of(), Optional.of(detections));
    Map<String, Double> values = values(settings, "pan");
    assertThat(values)
        .containsEntry("false detections 01-none", 0.0)
        .containsEntry("part of pairs with one 01-none", 0.0)
        .containsEntry("recall@5 of sources", 1.0)
        .containsEntry("reachable recall@5", 1.0)
        .containsEntry("granularity 02-copy", 1.0)
        .containsKeys("plagdet", "precision", "recall", "granularity", "plagdet 02-copy");
    assertThat(values.get("recall")).isGreaterThan(.9);
    assertThat(values.get("precision")).isGreaterThan(.9);
    assertThat(detections.resolve("s1-r1.xml")).content().contains("detected-plagiarism", "this_offset=\"24\"");
    assertThat(detections.resolve("s1-r2.xml")).content().doesNotContain("detected-plagiarism");
  }

  @Test
  void a_value_is_held_against_the_published_one_on_both_sides() {
    Expectation expected = new Expectation("t", "m", .8, .01, "a paper");
    assertThat(Result.of("t", "m", .805, expected, 1)).isEqualTo(new Result("t", "m", .805, .8, .01, true, 1));
    assertThat(Result.of("t", "m", .78, expected, 1).ok()).isFalse();
    assertThat(Result.of("t", "m", .82, expected, 1).ok()).isFalse();
    assertThat(Result.of("t", "m", Double.NaN, expected, 1).ok()).isFalse();
    assertThat(Result.of("t", "m", .1, null, 1).ok()).isTrue();
  }

  @Test
  void every_expectation_is_of_a_task_that_has_a_name() throws IOException {
    List<String> names = Task.all(folder).stream().map(Task::name).toList();
    for (String model : List.of("all-MiniLM-L6-v2", "bge-small-en-v1.5")) {
      assertThat(names).containsAll(Expectations.of(model).tasks());
      assertThat(Expectations.of(model).tasks()).isNotEmpty();
    }
    assertThat(Expectations.of("unknown").tasks()).isEmpty();
  }

  @Test
  void a_result_names_the_split_that_is_not_the_tasks_own() throws IOException {
    writePairs("sick-r/pairs.all9927.tsv", "5.0", "2.5", "0.0");
    writePairs("sick-r/pairs.train.tsv", "5.0", "2.5", "0.0");
    assertThat(run(EvaluationSettings.standard(), "sick-r")).extracting(Result::task).containsOnly("sick-r");
    List<Result> results = new ArrayList<>();
    new Evaluation(encoder, Expectations.none(), EvaluationSettings.standard())
        .run(Task.of("sick-r", folder, "train"), results::add, Progress.SILENT);
    assertThat(results).extracting(Result::task).containsOnly("sick-r:train");
  }

  @Test
  void few_examples_are_measured_with_texts_of_no_label_and_claims() throws IOException {
    String[] labels = {"dog cat", "piano guitar", "bank card", "rain snow", "bread rice"};
    StringBuilder shots = new StringBuilder();
    StringBuilder test = new StringBuilder();
    for (String label : labels) {
      for (int i = 0; i < 3; i++) {
        shots.append("%s\tthe %s of week %d%n".formatted(label, label, i));
      }
      for (int i = 0; i < 10; i++) {
        test.append("%s\ta %s in year %d%n".formatted(label, label, i));
      }
    }
    write("small-fewshot/class.train_3.tsv", shots.toString());
    write("small/class.test.tsv", test.toString());
    write("small/class.oos_test.tsv", "oos\tenergy theory\noos\tthe planet of science\n");
    Map<String, Double> values = values(EvaluationSettings.standard(), "small-fewshot");
    assertThat(values).containsEntry("accuracy, 3 examples", 1.0).containsEntry("out of scope auroc, 3 examples", 1.0);
    assertThat(values.get("claims, equal error rate, 3 examples")).isLessThan(0.1);
    assertThat(values.get("5 ways, 1 shot")).isGreaterThan(0.9);
    assertThat(values.keySet()).anyMatch(name -> name.startsWith("5 ways, 5 shot, 95"));
    assertThat(values).doesNotContainKey("20 ways, 1 shot");
  }
}
