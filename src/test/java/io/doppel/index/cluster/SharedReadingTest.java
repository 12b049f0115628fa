package io.doppel.index.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.doppel.encoder.Embedding;
import io.doppel.index.IndexView;
import io.doppel.index.Samples;
import io.doppel.index.cluster.FakeCluster.Answer;
import io.doppel.index.cluster.FakeCluster.Asked;
import io.doppel.index.cluster.layout.Engine;
import io.doppel.index.cluster.layout.WordForm;
import io.doppel.index.cluster.search.PointInTime;
import io.doppel.index.hit.Found;
import io.doppel.index.query.Depth;
import io.doppel.index.query.Effort;
import io.doppel.index.query.Filter;
import io.doppel.index.query.Question;
import io.doppel.index.query.Question.By;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.language.term.TermAnalyzer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is read of a cluster for questions that every vector is scored for.
@NullMarked
@Timeout(60)
class SharedReadingTest {

  private static final int DIMENSION = 8;
  private static final List<String> IDS = List.of("a", "b", "c", "d");
  private static final Depth DEPTH = new Depth(100, 10);

  private final Samples samples = new Samples(1, DIMENSION, 4);
  private final List<String> sources = new ArrayList<>();
  private final FakeCluster cluster;
  private final IndexView view;

  /// Four documents of one passage.
  SharedReadingTest() throws IOException {
    String words =
        TermAnalyzer.of(IndexSettings.STANDARD.languages().text()).terms("word").stream()
            .map(word -> WordForm.of(word.form()))
            .collect(Collectors.joining(" "));
    for (String id : IDS) {
      ByteBuffer floats = ByteBuffer.allocate(Float.BYTES * DIMENSION);
      for (float each : samples.embedding().toArray()) {
        floats.putFloat(each);
      }
      sources.add(
          ("{\"id\":\"%s\",\"title\":\"\",\"text\":\"word of %s\",\"fields\":[],\"passages\":[{\"start\":0,"
                  + "\"length\":9,\"floats\":\"%s\",\"words\":\"%s\",\"positions\":3}]}")
              .formatted(id, id, Base64.getEncoder().encodeToString(floats.array()), words));
    }
    cluster = FakeCluster.answering(asked -> asked.is("POST", "/_search") ? answer(asked) : opened());
    view =
        new ClusterView(
            "things",
            Samples.passport(DIMENSION, "mean"),
            IndexSettings.STANDARD,
            PointInTime.open(cluster.cluster(), Engine.ELASTICSEARCH, "p.things.1"));
  }

  private static Answer opened() {
    return Answer.of("{\"id\":\"view\"}");
  }

  @AfterEach
  void closes() throws IOException {
    view.close();
    cluster.close();
  }

  private Answer answer(Asked asked) {
    JsonNode body = JsonMapper.shared().readTree(asked.body());
    if (body.has("aggs")) {
      return Answer.of(
          "{\"aggregations\":{\"passages\":{\"doc_count\":4,\"size\":{\"value\":12},"
              + "\"words\":{\"buckets\":[{\"doc_count\":4}]}}}}");
    }
    Set<String> wanted = new HashSet<>();
    body.path("query").path("terms").path("id").forEach(id -> wanted.add(id.asString()));
    boolean withWords = body.path("_source").toString().contains("\"passages.words\"");
    List<String> hits = new ArrayList<>();
    for (int i = 0; i < IDS.size(); i++) {
      if (wanted.isEmpty() || wanted.contains(IDS.get(i))) {
        String source = withWords ? sources.get(i) : sources.get(i).replaceFirst(",\"words\".*positions\":3", "");
        hits.add("{\"fields\":{\"count\":[1]},\"sort\":[%d],\"_source\":%s}".formatted(i, source));
      }
    }
    return Answer.of("{\"hits\":{\"hits\":[%s]}}".formatted(String.join(",", hits)));
  }

  /// How often what is named so was read of all that there is.
  private long readings(String field) {
    return cluster.asked().stream()
        .filter(asked -> asked.is("POST", "/_search"))
        .map(asked -> JsonMapper.shared().readTree(asked.body()).path("_source").toString())
        .filter(fields -> fields.contains("\"%s\"".formatted(field)))
        .count();
  }

  private List<Question> questions(int count, Filter filter) {
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      questions.add(
          new Question(
              By.MEANING,
              samples.embedding(),
              "word",
              (similarities, lexicalScores) -> {
                double[] scores = new double[similarities.length];
                for (int place = 0; place < scores.length; place++) {
                  scores[place] = similarities[place] + lexicalScores[place];
                }
                return scores;
              },
              filter,
              -1,
              Effort.EXACT));
    }
    return questions;
  }

  @Test
  void vectors_and_words_are_read_once_for_all_exact_questions_of_a_call() throws IOException {
    List<Question> questions = questions(30, Filter.EVERYTHING);
    List<List<Found>> together = view.find(questions, DEPTH, 4);
    assertThat(readings("passages.floats")).isEqualTo(1);
    assertThat(readings("passages.words")).isEqualTo(1);
    assertThat(together).allSatisfy(found -> assertThat(found).hasSize(4));
    assertThat(together.getFirst().getFirst().best().lexicalScore()).isPositive();
    for (int i = 0; i < questions.size(); i++) {
      assertThat(view.find(questions.get(i), DEPTH, 4)).isEqualTo(together.get(i));
    }
    assertThat(readings("passages.floats")).isEqualTo(31);
  }

  @Test
  void questions_of_other_filters_are_read_for_on_their_own() throws IOException {
    List<Question> questions = new ArrayList<>(questions(3, Filter.EVERYTHING));
    questions.addAll(questions(3, new Filter.Has("lang")));
    questions.addAll(questions(3, Filter.EVERYTHING));
    view.rank(questions, DEPTH, 4);
    assertThat(readings("passages.floats")).isEqualTo(2);
  }

  @Test
  void more_questions_than_fit_into_memory_read_several_times() throws IOException {
    // Of 10,000 passages each.
    view.rank(questions(61, Filter.EVERYTHING), new Depth(10_000, 10), 4);
    assertThat(readings("passages.floats")).isEqualTo(3);
  }

  @Test
  void passages_nearest_to_several_queries_are_found_in_one_reading() throws IOException {
    List<Embedding> queries = questions(30, Filter.EVERYTHING).stream().map(Question::meaning).toList();
    view.nearest(queries, 3, Effort.EXACT);
    assertThat(readings("passages.floats")).isEqualTo(1);
    view.within(queries, 0, 3, Effort.EXACT);
    assertThat(readings("passages.floats")).isEqualTo(2);
  }
}
