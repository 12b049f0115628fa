package io.doppel.eval.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetrievalFolderTest {

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectory(folder.resolve("qrels"));
    Files.writeString(
        folder.resolve("queries.jsonl"),
        """
        {"_id": "q1", "text": "first"}
        {"_id": "q2", "text": "second"}
        {"_id": "q3", "text": "never judged"}
        """);
  }

  private Path qrels(String rows) throws IOException {
    return Files.writeString(folder.resolve("qrels/test.tsv"), "query-id\tcorpus-id\tscore\n" + rows);
  }

  @Test
  void queries_without_a_judgement_are_left_out() throws IOException {
    qrels("q2\td1\t1\nq1\td1\t2\nq1\td2\t0\n");
    RetrievalFolder read = RetrievalFolder.read(folder, "test");
    assertThat(read.queries()).containsExactly(Map.entry("q1", "first"), Map.entry("q2", "second"));
    assertThat(read.judgements()).containsEntry("q1", Map.of("d1", 2, "d2", 0)).containsEntry("q2", Map.of("d1", 1));
    assertThat(read.first(1).queries()).containsOnlyKeys("q1");
  }

  @Test
  void a_judgement_that_comes_twice_is_named() throws IOException {
    Path qrels = qrels("q1\td1\t1\nq1\td1\t0\n");
    assertThatThrownBy(() -> RetrievalFolder.read(folder, "test"))
        .isInstanceOf(DataException.class)
        .hasMessage(qrels + ":3: document d1 is judged twice for query q1");
  }

  @Test
  void a_score_that_is_no_number_is_named() throws IOException {
    Path qrels = qrels("q1\td1\thigh\n");
    assertThatThrownBy(() -> RetrievalFolder.read(folder, "test"))
        .hasMessage(qrels + ":2: score must be a whole number, got \"high\"");
  }

  @Test
  void a_judged_query_without_a_text_is_named() throws IOException {
    Path qrels = qrels("q9\td1\t1\n");
    assertThatThrownBy(() -> RetrievalFolder.read(folder, "test"))
        .hasMessage(qrels + ": query q9 is not in queries.jsonl");
  }

  @Test
  void a_query_that_comes_twice_is_named() throws IOException {
    qrels("q1\td1\t1\n");
    Path queries = folder.resolve("queries.jsonl");
    Files.writeString(queries, "{\"_id\": \"q1\", \"text\": \"a\"}\n{\"_id\": \"q1\", \"text\": \"b\"}\n");
    assertThatThrownBy(() -> RetrievalFolder.read(folder, "test")).hasMessage(queries + ":2: query q1 is there twice");
  }

  @Test
  void a_line_that_is_no_json_is_named() throws IOException {
    qrels("q1\td1\t1\n");
    Path queries = Files.writeString(folder.resolve("queries.jsonl"), "{\"_id\": \"q1\", \"text\": 7}\n");
    assertThatThrownBy(() -> RetrievalFolder.read(folder, "test"))
        .hasMessage(queries + ":1: text must be a string, got a number");
  }
}
