package io.doppel.retrieval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.doppel.encoder.CrossEncoder;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.FakeCrossEncoder;
import io.doppel.encoder.Prompt;
import io.doppel.encoder.TinyModel;
import io.doppel.encoder.onnx.EncoderSettings;
import io.doppel.encoder.onnx.OnnxEncoder;
import io.doppel.index.LocalIndexes;
import io.doppel.index.Passport;
import io.doppel.index.TestIndex;
import io.doppel.index.audit.RecentQuestions;
import io.doppel.index.hit.WordScore;
import io.doppel.index.query.Effort;
import io.doppel.index.query.Filter;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import io.doppel.text.PassageSplitter;
import io.doppel.text.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NullUnmarked
class SearchTest {

  @TempDir private Path folder;
  private Encoder encoder;
  private TestIndex index;
  private Search search;

  @BeforeEach
  void opens() throws IOException {
    TinyModel.write(folder, "tiny");
    encoder = OnnxEncoder.load(folder.resolve("tiny"), EncoderSettings.standard());
    index = LocalIndexes.open(folder.resolve("index"), Passport.of(encoder.fingerprint(), "whole"));
    search = new Search(index, encoder, new RecentQuestions());
  }

  @AfterEach
  void closes() throws IOException {
    index.close();
    encoder.close();
  }

  private void put(String id, String text, Map<String, String> fields) throws IOException {
    Document document = new Document(id, "", text, fields);
    PassageSplitter whole = PassageSplitter.whole();
    List<Passage> passages = whole.split(document);
    index.put(document, passages, encoder.encode(whole.embeddingTexts(document, passages), Prompt.DOCUMENT));
  }

  private static SearchQuery query(String text, int k) {
    return new SearchQuery(text, k, Effort.APPROXIMATE);
  }

  private List<String> ids(SearchQuery query) throws IOException {
    return search.answer(query).hits().stream().map(hit -> hit.document().id()).toList();
  }

  @Test
  void each_mode_ranks_by_its_own_score() throws IOException {
    put("a", "the dog runs on the road", Map.of());
    put("b", "xylophones and a dog", Map.of());
    put("c", "a horse on the street", Map.of());
    index.commit();
    for (SearchMode mode : SearchMode.values()) {
      List<SearchHit> hits = search.answer(query("dog xylophones", 3).withMode(mode)).hits();
      assertThat(hits.getFirst().document().id()).isEqualTo("b");
      assertThat(hits)
          .extracting(SearchHit::rank)
          .containsExactly(
              mode == SearchMode.LEXICAL ? new Integer[] {1, 2} : new Integer[] {1, 2, 3});
      for (SearchHit hit : hits) {
        assertThat(hit.similarity()).isBetween(-1f, 1f);
        assertThat(hit.score())
            .isEqualTo(
                switch (mode) {
                  case DENSE -> hit.similarity();
                  case LEXICAL -> hit.lexicalScore();
                  case HYBRID -> hit.score();
                });
      }
      assertThat(hits).extracting(SearchHit::score).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }
  }

  @Test
  void queries_that_are_asked_together_are_answered_as_each_alone() throws IOException {
    Random random = new Random(11);
    String[] words = "dog cat bird horse fish tree flower sun moon star".split(" ", -1);
    for (int i = 0; i < 200; i++) {
      put("id" + i, words[random.nextInt(10)] + " " + words[random.nextInt(10)], Map.of("part", "" + i % 3));
    }
    index.commit();
    List<SearchQuery> queries = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      queries.add(
          new SearchQuery(
              words[random.nextInt(10)],
              1 + random.nextInt(2),
              random.nextInt(2),
              List.of(SearchMode.values()).get(random.nextInt(3)),
              List.of(Effort.values()).get(random.nextInt(2)),
              random.nextBoolean() ? Filter.EVERYTHING : new Filter.Is("part", List.of("1")),
              random.nextBoolean() ? -1 : 0.1f,
              2));
    }
    List<SearchAnswer> alone = new ArrayList<>();
    for (SearchQuery query : queries) {
      alone.add(search.answer(query));
    }
    assertThat(search.answers(queries)).isEqualTo(alone);
    assertThat(alone).anySatisfy(answer -> assertThat(answer.hits()).isNotEmpty());
    assertThat(search.answers(List.of())).isEmpty();
  }

  @Test
  void pages_together_are_the_whole_ranking() throws IOException {
    Random random = new Random(7);
    String[] words = "dog cat bird horse fish tree flower sun moon star sea river rain snow wind fire".split(" ", -1);
    for (int i = 0; i < 600; i++) {
      StringBuilder text = new StringBuilder();
      for (int w = 0; w < 6; w++) {
        text.append(words[random.nextInt(words.length)]).append(' ');
      }
      put("id" + i, text.toString(), Map.of("part", "" + i % 3));
    }
    index.commit();
    for (SearchMode mode : SearchMode.values()) {
      SearchQuery whole = query("the dog and the moon by the river", 250).withMode(mode);
      List<String> all = ids(whole);
      assertThat(all).hasSize(250).doesNotHaveDuplicates();
      for (int page : new int[] {7, 20, 110}) {
        List<String> paged = new ArrayList<>();
        for (int offset = 0; offset < 250; offset += page) {
          paged.addAll(ids(query(whole.text(), page).withMode(mode).withOffset(offset)));
        }
        assertThat(paged.subList(0, 250)).as("%s by pages of %d", mode, page).isEqualTo(all);
      }
      assertThat(search.answer(whole.withOffset(1000)).hits()).isEmpty();
      assertThat(search.answer(query("dog", 3).withOffset(20)).hits())
          .extracting(SearchHit::rank)
          .containsExactly(21, 22, 23);
    }
  }

  @Test
  void a_filter_and_a_least_similarity_hold_in_every_mode() throws IOException {
    put("a", "the dog runs", Map.of("lang", "en"));
    put("b", "the dog runs fast", Map.of("lang", "fr"));
    put("c", "a bank account", Map.of("lang", "en"));
    index.commit();
    Filter english = new Filter.Is("lang", List.of("en"));
    for (SearchMode mode : SearchMode.values()) {
      SearchQuery query = query("the dog runs", 10).withMode(mode);
      assertThat(ids(query.withFilter(english))).startsWith("a").doesNotContain("b");
      assertThat(ids(query.withMinSimilarity(0.5f))).containsExactly("a", "b");
      assertThat(ids(query.withMinSimilarity(0.9999f))).containsExactly("a");
    }
  }

  @Test
  void the_parts_of_an_explanation_add_up_to_the_score() throws IOException {
    put("a", "the dog runs on the road", Map.of());
    put("b", "xylophones and a dog", Map.of());
    index.commit();
    for (SearchMode mode : SearchMode.values()) {
      SearchQuery query = query("dog xylophones", 3).withMode(mode);
      SearchAnswer answer = search.answer(query);
      List<Explanation> explanations = view(view -> view.explain(query, answer));
      assertThat(explanations).hasSameSizeAs(answer.hits());
      for (int i = 0; i < explanations.size(); i++) {
        Explanation parts = explanations.get(i);
        assertThat(parts.meaning() + parts.words()).isCloseTo(answer.hits().get(i).score(), within(1e-9));
        assertThat(parts.meaning() == 0).isEqualTo(mode == SearchMode.LEXICAL);
        assertThat(parts.words() == 0).isEqualTo(mode == SearchMode.DENSE);
        double byWord = parts.byWord().stream().mapToDouble(WordScore::score).sum();
        assertThat(byWord)
            .isCloseTo(
                mode == SearchMode.DENSE
                    ? 0
                    : answer.hits().get(i).matches().getFirst().lexicalScore(),
                within(1e-4));
        assertThat(parts.byWord()).allMatch(word -> query.text().contains(word.word()) && !word.word().isEmpty());
      }
    }
  }

  @Test
  void a_highlight_is_the_nearest_sentence_and_the_words_in_common() throws IOException {
    String text = "  The bank account is closed. A dog runs on the road! Rain and snow fall.";
    put("a", text, Map.of());
    put("b", "a dog", Map.of());
    index.commit();
    SearchQuery query = query("dogs run on a road", 5);
    SearchAnswer answer = search.answer(query);
    List<Highlight> highlights = view(view -> view.highlights(query, answer));
    assertThat(highlights).hasSize(2);
    for (int i = 0; i < 2; i++) {
      SearchHit hit = answer.hits().get(i);
      Highlight highlight = highlights.get(i);
      if (hit.document().id().equals("a")) {
        assertThat(highlight.sentence().of(text)).isEqualTo("A dog runs on the road!");
        assertThat(highlight.similarity()).isGreaterThan(hit.similarity());
        assertThat(highlight.words()).extracting(word -> word.of(text)).containsExactly("dog", "runs", "road");
      } else {
        assertThat(highlight).isEqualTo(new Highlight(new Span(0, 5), hit.similarity(), List.of(new Span(2, 5))));
      }
    }
  }

  @Test
  void what_is_out_of_bounds_is_refused_by_the_name_the_sender_knows() {
    SearchQuery query = query("dog", 10);
    assertThatThrownBy(() -> query.withOffset(1001))
        .isInstanceOf(Bounds.Violation.class)
        .hasMessage("offset must be 0 to 1000, got 1001");
    assertThatThrownBy(() -> query.withMinSimilarity(1.5f))
        .isInstanceOf(Bounds.Violation.class)
        .hasMessage("min_similarity must be -1 to 1, got 1.5");
    assertThatThrownBy(() -> SearchMode.of("HYBRID"))
        .isInstanceOf(Bounds.Violation.class)
        .hasMessage("mode must be dense, lexical or hybrid, got HYBRID");
  }

  @Test
  void a_document_comes_with_as_many_of_its_passages_as_are_asked_for() throws IOException {
    StringBuilder text = new StringBuilder();
    List<Passage> passages = new ArrayList<>();
    for (String part :
        List.of(
            "the dog runs ",
            "the dog eats ",
            "the dog plays ",
            "the dog and the cat ",
            "a dog on the road ")) {
      passages.add(new Passage("dogs", text.length(), part.strip()));
      text.append(part);
    }
    Document document = new Document("dogs", "", text.toString(), Map.of());
    index.put(document, passages, encoder.encode(passages.stream().map(Passage::text).toList(), Prompt.DOCUMENT));
    index.commit();
    SearchHit all = search.answer(query("dog", 1).withPassages(SearchQuery.MAX_PASSAGES)).hits().getFirst();
    assertThat(all.matches()).hasSize(5);
    assertThat(all.matches()).isSortedAccordingTo((one, other) -> Double.compare(other.score(), one.score()));
    for (int asked = 1; asked <= 5; asked++) {
      List<SearchHit> hits = search.answer(query("dog", 1).withPassages(asked)).hits();
      assertThat(hits.getFirst().matches()).isEqualTo(all.matches().subList(0, asked));
    }
    assertThat(search.answer(query("dog", 1)).hits().getFirst().matches()).hasSize(SearchQuery.DEFAULT_PASSAGES);
    assertThatThrownBy(() -> query("dog", 1).withPassages(0)).hasMessage("passages must be 1 to 50, got 0");
  }

  /// Likes short texts.
  private static final CrossEncoder BREVITY = new FakeCrossEncoder("brevity", (_, text) -> -text.length());

  @Test
  void
      the_first_documents_are_put_into_the_order_of_a_cross_encoder_and_the_others_stay_behind_them()
          throws IOException {
    for (int i = 1; i <= 8; i++) {
      put("d" + i, "dog " + "and a cat ".repeat(i) + "run", Map.of());
    }
    index.commit();
    List<String> usual = ids(query("dog", 8));
    Reranking four = new Reranking(BREVITY, 4);
    List<SearchHit> hits = view(view -> view.answer(query("dog", 8), four)).hits();
    List<String> first = usual.subList(0, 4).stream().sorted().toList();
    assertThat(hits).extracting(hit -> hit.document().id()).startsWith(first.toArray(String[]::new));
    assertThat(hits.subList(4, 8)).extracting(hit -> hit.document().id()).isEqualTo(usual.subList(4, 8));
    assertThat(hits).extracting(SearchHit::rank).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(hits.subList(0, 4)).allMatch(hit -> hit.rerankScore().getAsDouble() == -hit.passage().text().length());
    assertThat(hits.subList(4, 8)).allMatch(hit -> hit.rerankScore().isEmpty());
    List<SearchHit> pages = new ArrayList<>();
    for (int offset = 0; offset < 8; offset += 3) {
      SearchQuery page = query("dog", 3).withOffset(offset);
      pages.addAll(view(view -> view.answer(page, four)).hits());
    }
    assertThat(pages).isEqualTo(hits);
    assertThatThrownBy(() -> new Reranking(BREVITY, 201)).hasMessage("rerank_depth must be 1 to 200, got 201");
  }

  private interface Look<T> {
    T at(SearchView view) throws IOException;
  }

  private <T> T view(Look<T> look) throws IOException {
    try (SearchView view = search.view()) {
      return look.at(view);
    }
  }
}
