package io.doppel.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.doppel.encoder.Embedding;
import io.doppel.index.hit.Facet;
import io.doppel.index.hit.Found;
import io.doppel.index.hit.Found.Match;
import io.doppel.index.hit.Overlap;
import io.doppel.index.hit.Ranked;
import io.doppel.index.hit.WordScore;
import io.doppel.index.query.Depth;
import io.doppel.index.query.Effort;
import io.doppel.index.query.Filter;
import io.doppel.index.query.Question;
import io.doppel.index.query.Question.By;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.index.upkeep.Languages;
import io.doppel.language.term.Language;
import io.doppel.text.Bounds;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every [IndexView] promises to find: the same as the oracle, whatever is asked.
@NullUnmarked
abstract class FindContractTest {

  private static final int DIMENSION = 16;
  private static final Passport PASSPORT = Samples.passport(DIMENSION, "mean");
  private static final Offset<Float> ROUNDING = Offset.offset(1e-4f);
  private static final Question.Fusion MEANING = Question.Fusion.SIMILARITY;
  private static final Question.Fusion WORDS = Question.Fusion.LEXICAL_SCORE;
  private static final Question.Fusion SUM =
      (similarities, lexicalScores) -> sum(similarities, lexicalScores, 1.0 / similarities.length);

  private final long seed = Long.getLong("doppel.seed", 1);
  private final Random random = new Random(seed);
  private final Samples samples = new Samples(seed, DIMENSION, 10);
  private final List<String> vocabulary = vocabulary();
  private final TestIndex oracle = new TestIndex(new MemoryCatalog().create("oracle", PASSPORT));
  private TestIndex index;

  /// The same each time, empty at first.
  abstract Catalog catalog();

  private static double[] sum(float[] similarities, float[] lexicalScores, double words) {
    double[] sums = new double[similarities.length];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = similarities[i] + words * lexicalScores[i];
    }
    return sums;
  }

  @BeforeEach
  void opens() throws IOException {
    System.out.println("-Ddoppel.seed=" + seed);
    index = new TestIndex(catalog().create("things", PASSPORT));
  }

  @AfterEach
  void closes() throws IOException {
    index.close();
  }

  /// Words that no stemmer changes, few of them frequent and many rare.
  private List<String> vocabulary() {
    Set<String> words = new HashSet<>();
    while (words.size() < 300) {
      StringBuilder word = new StringBuilder();
      for (int i = 0; i < 3; i++) {
        word.append("bdfgkmnprt".charAt(random.nextInt(10))).append("aou".charAt(random.nextInt(3)));
      }
      words.add(word.toString());
    }
    return List.copyOf(words);
  }

  private String words(int count) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double skewed = Math.pow(random.nextDouble(), 3);
      words.add(vocabulary.get((int) (skewed * vocabulary.size())));
    }
    return String.join(" ", words);
  }

  private void put(Document document, List<Passage> passages) throws IOException {
    List<Embedding> embeddings = passages.stream().map(passage -> samples.embedding()).toList();
    index.put(document, passages, embeddings);
    oracle.put(document, passages, embeddings);
  }

  private void put(String id, int passages, Map<String, String> fields) throws IOException {
    StringBuilder text = new StringBuilder();
    List<Passage> parts = new ArrayList<>();
    for (int i = 0; i < passages; i++) {
      String part = words(5 + random.nextInt(20));
      parts.add(new Passage(id, text.length(), part));
      text.append(part).append("\n");
    }
    put(new Document(id, words(random.nextInt(4)), text.toString(), fields), parts);
  }

  private void commit() throws IOException {
    index.commit();
    oracle.commit();
  }

  private Question question(By by, Question.Fusion fusion, Filter filter, float minSimilarity) {
    return new Question(
        by, samples.embedding(), words(1 + random.nextInt(6)), fusion, filter, minSimilarity, Effort.EXACT);
  }

  private static Question approximate(Question question) {
    return new Question(
        question.by(),
        question.meaning(),
        question.words(),
        question.fusion(),
        question.filter(),
        question.minSimilarity(),
        Effort.APPROXIMATE);
  }

  private void assertSameAsOracle(Question question, int depth, int limit) throws IOException {
    List<Found> mine = index.find(question, depth, limit);
    List<Found> expected = oracle.find(question, depth, limit);
    assertThat(mine).as("%s", question).hasSameSizeAs(expected);
    for (int i = 0; i < mine.size(); i++) {
      Match match = mine.get(i).best();
      Match other = expected.get(i).best();
      assertThat((float) match.score())
          .as("%s: %s, not %s", question, match, other)
          .isCloseTo((float) other.score(), ROUNDING);
      if (match.passage().equals(other.passage())) {
        // Scores that differ by rounding only may change places.
        assertThat(match.similarity()).isEqualTo(other.similarity());
        assertThat(match.lexicalScore()).isCloseTo(other.lexicalScore(), ROUNDING);
        assertThat(mine.get(i).document()).isEqualTo(expected.get(i).document());
      }
    }
    assertThat(ids(mine)).isEqualTo(ids(expected));
    assertThat(index.rank(question, depth, limit))
        .isEqualTo(mine.stream().map(found -> new Ranked(found.document().id(), found.best().score())).toList());
  }

  private static Set<String> ids(List<Found> findings) {
    Set<String> ids = new HashSet<>();
    findings.forEach(found -> ids.add(found.document().id()));
    return ids;
  }

  @Test
  void documents_and_scores_are_those_of_the_oracle() throws IOException {
    for (int i = 0; i < 400; i++) {
      put("id" + i, 1 + random.nextInt(4), Map.of());
      if (i % 150 == 0) {
        commit();
      }
    }
    commit();
    for (int i = 0; i < 40; i++) {
      for (By by : By.values()) {
        Question.Fusion fusion =
            switch (by) {
              case MEANING -> MEANING;
              case WORDS -> WORDS;
              case EITHER -> SUM;
            };
        Question question = question(by, fusion, Filter.EVERYTHING, -1);
        assertSameAsOracle(question, 10_000, 500);
        assertSameAsOracle(approximate(question), 2_000, 500);
        assertSameAsOracle(question(by, fusion, Filter.EVERYTHING, 0.3f), 10_000, 500);
      }
    }
  }

  @Test
  void a_deep_page_is_that_of_the_oracle_and_goes_on_where_the_one_before_it_ended() throws IOException {
    for (int i = 0; i < 1200; i++) {
      put("id" + i, 1 + random.nextInt(3), Map.of());
    }
    commit();
    for (By by : By.values()) {
      for (Effort effort : Effort.values()) {
        Question question = question(by, by == By.WORDS ? WORDS : MEANING, Filter.EVERYTHING, -1);
        Question asked = effort == Effort.EXACT ? question : approximate(question);
        assertSameAsOracle(asked, 3_600, 1_000);
        List<Found> deep = index.find(asked, 3_600, 1_000);
        for (int limit : new int[] {1, 10, 400, 990}) {
          assertThat(index.find(asked, 3_600, limit)).isEqualTo(deep.subList(0, Math.min(limit, deep.size())));
        }
      }
    }
  }

  @Test
  void where_few_passages_are_looked_at_as_many_more_are_as_the_limit_needs() throws IOException {
    for (int i = 0; i < 60; i++) {
      put("id" + i, i % 10 == 0 ? 30 : 1, Map.of());
    }
    commit();
    for (int i = 0; i < 20; i++) {
      for (By by : By.values()) {
        Question.Fusion fusion = by == By.WORDS ? WORDS : MEANING;
        assertSameAsOracle(question(by, fusion, Filter.EVERYTHING, -1), 4, 8);
        assertThat(index.find(question(By.MEANING, MEANING, Filter.EVERYTHING, -1), 1, 60)).hasSize(60);
      }
    }
  }

  private Question any() {
    By by = List.of(By.values()).get(random.nextInt(3));
    Filter filter =
        random.nextBoolean()
            ? Filter.EVERYTHING
            : new Filter.Is("part", List.of(Integer.toString(random.nextInt(4))));
    return new Question(
        by,
        samples.embedding(),
        random.nextInt(5) == 0 ? "nobody" : words(1 + random.nextInt(6)),
        List.of(MEANING, WORDS, SUM).get(random.nextInt(3)),
        filter,
        random.nextBoolean() ? -1 : 0.2f,
        random.nextInt(5) == 0 ? Effort.APPROXIMATE : Effort.EXACT,
        1 + random.nextInt(3));
  }

  @Test
  void questions_that_are_asked_together_are_answered_as_each_alone() throws IOException {
    for (int i = 0; i < 60; i++) {
      put("id" + i, i % 10 == 0 ? 30 : 1 + random.nextInt(3), Map.of("part", Integer.toString(i % 3)));
    }
    commit();
    List<Question> questions = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      questions.add(any());
    }
    try (IndexView view = index.view()) {
      for (Depth depth : List.of(new Depth(4, 8), new Depth(10_000, 20))) {
        int limit = depth.documents();
        List<List<Found>> found = new ArrayList<>();
        List<List<Ranked>> ranked = new ArrayList<>();
        for (Question question : questions) {
          found.add(view.find(question, depth, limit));
          ranked.addAll(view.rank(List.of(question), depth, limit));
        }
        assertThat(view.find(questions, depth, limit)).isEqualTo(found);
        assertThat(view.rank(questions, depth, limit)).isEqualTo(ranked);
      }
      assertThat(view.find(List.<Question>of(), new Depth(4, 8), 8)).isEmpty();
    }
  }

  @Test
  void which_documents_come_first_does_not_depend_on_how_many_are_wanted() throws IOException {
    for (int i = 0; i < 60; i++) {
      put("id" + i, 5 + random.nextInt(20), Map.of());
    }
    commit();
    Depth depth = new Depth(12, 20);
    for (int i = 0; i < 20; i++) {
      for (By by : By.values()) {
        Question question = question(by, by == By.WORDS ? WORDS : SUM, Filter.EVERYTHING, -1);
        for (Question asked : List.of(question, approximate(question))) {
          try (IndexView view = index.view()) {
            List<Found> all = view.find(asked, depth, 20);
            for (int limit : new int[] {1, 2, 5, 10, 19}) {
              assertThat(view.find(asked, depth, limit))
                  .as("the first %d", limit)
                  .isEqualTo(all.subList(0, Math.min(limit, all.size())));
            }
          }
        }
      }
    }
  }

  @Test
  void a_filter_may_be_as_big_as_filters_can_be() throws IOException {
    put("a", 1, Map.of("n", "3", "lang", "v99"));
    put("b", 1, Map.of("n", "x"));
    commit();
    List<Filter> numbers = new ArrayList<>();
    for (int i = 0; i < 82; i++) {
      numbers.add(Filter.NumberRange.is("n", BigDecimal.valueOf(1_000 + i)));
    }
    List<Filter> texts = new ArrayList<>();
    for (int i = 0; i < Filter.MAX_PARTS; i++) {
      texts.add(new Filter.Is(i % 2 == 0 ? "n" : "lang", List.of("v" + i, "w" + i)));
    }
    List<Filter> parts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      parts.add(new Filter.Not(new Filter.Or(numbers)));
    }
    for (int i = 0; i < 3; i++) {
      parts.add(new Filter.Or(texts));
    }
    Filter biggest = new Filter.And(parts);
    assertThat(biggest.size()).isBetween(Filter.MAX_SIZE - 10, Filter.MAX_SIZE);
    for (By by : By.values()) {
      Question question =
          new Question(by, samples.embedding(), String.join(" ", vocabulary), SUM, biggest, -1, Effort.EXACT);
      List<Found> found = index.find(question, 10, 10);
      assertThat(ids(found)).isEqualTo(ids(oracle.find(question, 10, 10)));
      assertThat(by == By.WORDS ? Set.of("a") : ids(found)).containsExactly("a");
    }
    List<Filter> more = new ArrayList<>(parts);
    more.addAll(parts);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Filter.And(more))
        .isInstanceOf(Bounds.Violation.class)
        .withMessage("a filter must have at most 350 parts in all, got %d".formatted(2 * biggest.size() - 1));
  }

  @Test
  void a_word_without_end_is_found_by_its_beginning_and_keeps_nothing_else_out() throws IOException {
    for (String letter : List.of("x", "한", "한a", "ß", "𝐚")) {
      String word = letter.repeat(40_000);
      put(new Document(letter, word, word + " bada", Map.of()), List.of(new Passage(letter, 0, word + " bada")));
    }
    commit();
    Question question =
        new Question(
            By.WORDS, samples.embedding(), "x".repeat(50_000), WORDS, Filter.EVERYTHING, -1, Effort.EXACT);
    assertThat(ids(index.find(question, 10, 10))).containsExactly("x");
    Question other =
        new Question(By.WORDS, samples.embedding(), "bada", WORDS, Filter.EVERYTHING, -1, Effort.EXACT);
    assertThat(ids(index.find(other, 10, 10))).hasSize(5);
  }

  @Test
  void a_letter_whose_full_form_is_several_words_is_found_as_one() throws IOException {
    String letter = "\ufdfa";
    put(new Document("a", "", letter + " bada", Map.of()), List.of(new Passage("a", 0, letter + " bada")));
    put(new Document("b", "", "bada", Map.of()), List.of(new Passage("b", 0, "bada")));
    commit();
    Question question =
        new Question(By.WORDS, samples.embedding(), letter, WORDS, Filter.EVERYTHING, -1, Effort.EXACT);
    assertThat(ids(index.find(question, 10, 10))).containsExactly("a");
  }

  @Test
  void what_each_word_gives_to_a_passage_is_what_the_oracle_says() throws IOException {
    for (int i = 0; i < 100; i++) {
      put("id" + i, 1 + random.nextInt(3), Map.of());
    }
    commit();
    for (int i = 0; i < 50; i++) {
      String asked = words(1 + random.nextInt(8));
      Document document = index.document("id" + random.nextInt(100)).orElseThrow();
      List<Passage> passages = new ArrayList<>(index.embedded(document.id()).orElseThrow().passages());
      passages.add(new Passage("nobody", 0, "gone"));
      List<List<WordScore>> mine = index.wordScores(asked, passages);
      List<List<WordScore>> expected = oracle.wordScores(asked, passages);
      assertThat(mine).hasSameSizeAs(passages);
      assertThat(mine.getLast()).isEmpty();
      for (int place = 0; place < mine.size(); place++) {
        assertSameScores(mine.get(place), expected.get(place));
      }
    }
  }

  private static void assertSameScores(List<WordScore> mine, List<WordScore> expected) {
    Map<String, Float> others = new HashMap<>();
    expected.forEach(score -> others.put(score.word(), score.score()));
    assertThat(mine).extracting(WordScore::word).containsExactlyInAnyOrderElementsOf(others.keySet());
    assertThat(mine).isSortedAccordingTo(Comparator.comparingDouble(WordScore::score).reversed());
    for (WordScore score : mine) {
      assertThat(score.score()).isCloseTo(others.get(score.word()), ROUNDING);
    }
  }

  @Test
  void words_of_titles_and_of_texts_are_taken_for_languages_of_their_own() throws IOException {
    IndexSettings settings = IndexSettings.STANDARD.withLanguages(new Languages(Language.EN, Language.KO));
    index.configure(settings);
    oracle.configure(settings);
    for (int i = 0; i < 40; i++) {
      String text = List.of("서울에서 학교까지", "학교를 걷는 학생들", "바다와 배", "dogs running").get(i % 4);
      String title = List.of("Dogs and schools", "Running students", "학교", "The sea").get(i / 10);
      put(new Document("id" + i, title, text, Map.of()), List.of(new Passage("id" + i, 0, text)));
    }
    commit();
    for (String words : List.of("학교", "dog", "dogs running", "학생이 바다를 걷다", "seas", "running 학교에서")) {
      for (By by : List.of(By.WORDS, By.EITHER)) {
        assertSameAsOracle(
            new Question(by, samples.embedding(), words, WORDS, Filter.EVERYTHING, -1, Effort.EXACT), 1_000, 100);
      }
      Passage some = new Passage("id4", 0, "서울에서 학교까지");
      assertSameScores(
          index.wordScores(words, List.of(some)).getFirst(), oracle.wordScores(words, List.of(some)).getFirst());
    }
  }

  @Test
  void a_run_of_words_that_more_than_a_thousand_documents_have_does_not_count() throws IOException {
    String phrase = words(30);
    String own = words(30);
    for (int i = 0; i < Overlap.MAX_DOCUMENTS; i++) {
      put("id" + i, phrase);
    }
    put("own", own);
    commit();
    String asked = own + " " + phrase;
    assertThat(index.sharing(asked, 10_000)).hasSize(1_001);
    assertThat(index.widespread(asked)).isZero();
    assertThat(oracle.sharing(asked, 10_000)).hasSize(1_001);
    put("one more", phrase);
    commit();
    assertThat(index.sharing(asked, 10_000)).extracting(Overlap::documentId).containsExactly("own");
    assertThat(index.widespread(asked)).isPositive().isEqualTo(oracle.widespread(asked));
    assertThat(oracle.sharing(asked, 10_000)).extracting(Overlap::documentId).containsExactly("own");
  }

  @Test
  void values_as_frequent_as_others_are_in_the_order_of_their_code_points_and_long_ones_are_not_told()
      throws IOException {
    // U+FF5E is less than U+1F600, though its UTF-16 unit is greater.
    List<String> values = List.of("b", "～", "😀", "a", "한", "x".repeat(256), "x".repeat(257), "é".repeat(129));
    for (String value : values) {
      put("id" + values.indexOf(value), 1, Map.of("v", value));
    }
    commit();
    Facet facet = index.facet("v", Filter.EVERYTHING, 10);
    assertThat(facet)
        .isEqualTo(oracle.facet("v", Filter.EVERYTHING, 10));
    assertThat(facet.values())
        .extracting(Facet.Count::value)
        .containsExactly("a", "b", "x".repeat(256), "한", "～", "😀");
    assertThat(index.facet("v", Filter.EVERYTHING, 5)).isEqualTo(oracle.facet("v", Filter.EVERYTHING, 5));
    assertThat(index.facet("v", Filter.EVERYTHING, 5).values()).extracting(Facet.Count::value).endsWith("～");
    Filter longest = new Filter.Is("v", List.of("x".repeat(257)));
    assertThat(ids(index.find(question(By.MEANING, MEANING, longest, -1), 10, 10))).containsExactly("id6");
  }

  @Test
  void a_document_comes_once_with_its_best_three_passages() throws IOException {
    Document document = new Document("a", "", "bada bada bada. bada. bada bada. fufu", Map.of());
    List<Passage> passages =
        List.of(
            new Passage("a", 0, "bada bada bada."),
            new Passage("a", 16, "bada."),
            new Passage("a", 22, "bada bada."),
            new Passage("a", 33, "fufu"));
    put(document, passages);
    commit();
    Question question =
        new Question(
            By.EITHER,
            samples.embedding(),
            "bada",
            WORDS,
            Filter.EVERYTHING,
            -1,
            Effort.EXACT);
    List<Found> findings = index.find(question, 1, 10);
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().document()).isEqualTo(document);
    assertThat(index.find(question, 10, 10).getFirst().matches())
        .extracting(Match::passage)
        .containsExactly(passages.get(0), passages.get(2), passages.get(1));
  }

  @Test
  void many_passages_of_one_document_do_not_keep_others_out() throws IOException {
    put("long", 50, Map.of());
    for (int i = 0; i < 20; i++) {
      put("id" + i, 1, Map.of());
    }
    commit();
    Question question = question(By.MEANING, SUM, Filter.EVERYTHING, -1);
    assertThat(index.find(question, 1, 21)).hasSize(21);
    assertThat(index.find(approximate(question), 1, 21)).hasSize(21);
  }

  @Test
  void deleted_and_replaced_documents_are_not_found() throws IOException {
    put("a", 3, Map.of("state", "old"));
    put("b", 3, Map.of("state", "old"));
    commit();
    put("a", 1, Map.of("state", "new"));
    index.delete("b");
    commit();
    Filter old = new Filter.Is("state", List.of("old"));
    for (By by : By.values()) {
      assertThat(index.find(question(by, SUM, old, -1), 100, 10)).isEmpty();
    }
    assertThat(ids(index.find(question(By.MEANING, SUM, Filter.EVERYTHING, -1), 100, 10)))
        .containsExactly("a");
  }

  @Test
  void documents_that_share_runs_of_words_are_those_of_the_oracle() throws IOException {
    // Long enough for a run that no window misses.
    for (int i = 0; i < 60; i++) {
      put("d" + i, 4 + random.nextInt(3), Map.of());
    }
    commit();
    index.delete("d7");
    oracle.delete("d7");
    put("d8", 2, Map.of());
    commit();
    for (int i = 0; i < 20; i++) {
      String text = index.document("d" + (10 + i)).orElseThrow().text() + " " + words(30);
      List<Overlap> mine = index.sharing(text, 100);
      List<Overlap> expected = oracle.sharing(text, 100);
      assertThat(mine.getFirst().documentId()).isEqualTo("d" + (10 + i));
      assertThat(mine)
          .extracting(Overlap::documentId, Overlap::fingerprints)
          .containsExactlyInAnyOrderElementsOf(
              expected.stream().map(each -> tuple(each.documentId(), each.fingerprints())).toList());
      for (int place = 0; place < mine.size(); place++) {
        assertThat(mine.get(place).weight()).isCloseTo(expected.get(place).weight(), within(1e-9));
      }
      int limit = 1 + random.nextInt(mine.size());
      assertThat(index.sharing(text, limit)).isEqualTo(mine.subList(0, limit));
    }
    assertThat(index.sharing("", 10)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> index.sharing("a", 0))
        .withMessage("limit must be 1 to 10000, got 0");
  }

  @Test
  void a_filter_passes_what_it_says() throws IOException {
    for (int i = 0; i < 300; i++) {
      put("id" + i, 1 + random.nextInt(2), fields());
    }
    commit();
    for (int i = 0; i < 150; i++) {
      Question question =
          question(random.nextBoolean() ? By.MEANING : By.EITHER, SUM, filter(3), -1);
      assertSameAsOracle(question, 10_000, 400);
      assertSameAsOracle(approximate(question), 2_000, 400);
    }
  }

  private Map<String, String> fields() {
    Map<String, String> fields = new java.util.LinkedHashMap<>();
    if (random.nextInt(5) > 0) {
      fields.put("lang", List.of("en", "ko", "de", "한국어 말", "x".repeat(400)).get(random.nextInt(5)));
    }
    if (random.nextInt(3) > 0) {
      fields.put("year", List.of("1999", "2024", " 7", "-0", "1e3", "no year").get(random.nextInt(6)));
    }
    if (random.nextInt(3) > 0) {
      fields.put(
          "date",
          List.of("2024", "2024-02-29", "2024-13-01", "2025-01-01T00:00:00+09:00", "2024-12-31 15:00")
              .get(random.nextInt(5)));
    }
    if (random.nextInt(2) == 0) {
      fields.put(
          "order",
          List.of(
                  "9007199254740992",
                  "9007199254740993",
                  "9007199254740993.0",
                  "9007199254740994",
                  "-9007199254740993.5",
                  "-0",
                  "9e399",
                  "1e-400")
              .get(random.nextInt(8)));
    }
    if (random.nextInt(3) == 0) {
      fields.put("tags", List.of("[\"a\",\"b\"]", "[3, 4.5]", "[]", "[\"broken", "a").get(random.nextInt(5)));
    }
    return fields;
  }

  private Filter filter(int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 7)) {
      case 0 ->
          new Filter.Is(
              List.of("lang", "tags", "year").get(random.nextInt(3)),
              List.of(
                  List.of("en", "a", "7", " 7").get(random.nextInt(4)),
                  List.of("한국어 말", "x".repeat(400), "[]").get(random.nextInt(3))));
      case 1 ->
          new Filter.NumberRange(
              List.of("year", "tags", "order").get(random.nextInt(3)),
              limit("0", "4", "1999", "9007199254740992", "9007199254740993", "-9007199254740993.5"),
              limit("0", "1000", "2024", "9007199254740993", "9007199254740994", "1e400"));
      case 2 ->
          new Filter.TimeRange(
              "date",
              List.of(Instant.MIN, Instant.parse("2024-02-29T00:00:00Z")).get(random.nextInt(2)),
              List.of(Instant.MAX, Instant.parse("2024-12-31T15:00:00Z")).get(random.nextInt(2)));
      case 3 -> new Filter.Has(List.of("lang", "date", "nothing").get(random.nextInt(3)));
      case 4 -> new Filter.And(filters(depth));
      case 5 -> new Filter.Or(filters(depth));
      default -> new Filter.Not(filter(depth - 1));
    };
  }

  private Optional<Filter.Limit> limit(String... numbers) {
    int which = random.nextInt(numbers.length + 1);
    return which == numbers.length
        ? Optional.empty()
        : Optional.of(new Filter.Limit(new BigDecimal(numbers[which]), random.nextBoolean()));
  }

  private List<Filter> filters(int depth) {
    List<Filter> filters = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      filters.add(filter(depth - 1));
    }
    return filters;
  }

  @Test
  void k_documents_come_back_through_a_filter_that_passes_one_in_a_hundred() throws IOException {
    for (int i = 0; i < 4000; i++) {
      put("id" + i, 1, Map.of("part", Integer.toString(i % 100)));
    }
    commit();
    for (int i = 0; i < 20; i++) {
      Filter one = new Filter.Is("part", List.of(Integer.toString(i)));
      for (int k : new int[] {1, 10, 40, 50}) {
        Question question = approximate(question(By.MEANING, SUM, one, -1));
        List<Found> findings = index.find(question, k, k);
        assertThat(findings).hasSize(Math.min(k, 40));
        assertThat(findings)
            .allMatch(found -> one.passes(found.document().fields()));
      }
    }
  }

  @Test
  void a_facet_counts_the_documents_that_pass_by_their_values() throws IOException {
    for (int i = 0; i < 300; i++) {
      put("id" + i, 1 + random.nextInt(3), fields());
    }
    commit();
    index.delete("id7");
    oracle.delete("id7");
    commit();
    assertThat(index.fieldNames(100))
        .isEqualTo(oracle.fieldNames(100))
        .containsExactly("date", "lang", "order", "tags", "year");
    assertThat(index.fieldNames(2)).containsExactly("date", "lang");
    for (int i = 0; i < 50; i++) {
      Filter shown = filter(2);
      for (String field : List.of("lang", "year", "date", "order", "tags", "nothing")) {
        assertThat(index.facet(field, shown, 100)).isEqualTo(oracle.facet(field, shown, 100));
        assertThat(index.facet(field, shown, 2)).isEqualTo(oracle.facet(field, shown, 2));
      }
    }
  }

  @Test
  void words_are_met_across_case_width_accents_and_endings() throws IOException {
    put("en", "The Kinases of IL-6 were Phosphorylated in 1989, naïvely.");
    put("ko", "메일을 다 비울까 아니면 안읽은 것만 지울까?");
    put("ja", "東京タワーに行った");
    put("th", "ฉันรักภาษาไทย");
    put("ru", "Привет, мир");
    commit();
    assertFinds("kinase", "en");
    assertFinds("ＰＨＯＳＰＨＯＲＹＬＡＴＩＯＮ", "en");
    assertFinds("il6", "en");
    assertFinds("1989년", "en");
    assertFinds("NAIVELY", "en");
    assertFinds("메일만", "ko");
    // The same syllables as decomposed letters, as file names of some systems have them.
    assertFinds("메일", "ko");
    assertFinds("タワー", "ja");
    assertFinds("ภาษา", "th");
    assertFinds("ПРИВЕТ", "ru");
    assertFinds("zebra");
    assertFinds("…!?");
  }

  private void put(String id, String text) throws IOException {
    put(Document.of(id, text), List.of(new Passage(id, 0, text)));
  }

  private void assertFinds(String words, String... ids) throws IOException {
    Question question =
        new Question(
            By.WORDS, samples.embedding(), words, SUM, Filter.EVERYTHING, -1, Effort.APPROXIMATE);
    assertThat(ids(index.find(question, 10, 10))).as(words).containsExactlyInAnyOrder(ids);
  }

  @Test
  void a_very_long_question_is_answered_by_the_words_that_tell_most() throws IOException {
    for (int i = 0; i < 50; i++) {
      put("id" + i, 1, Map.of());
    }
    put("needle", "zatuka");
    commit();
    StringBuilder words = new StringBuilder("zatuka ");
    for (int i = 0; i < 3000; i++) {
      words.append(words(3)).append(' ').append("word").append(Integer.toString(i, 26)).append(' ');
    }
    Question question =
        new Question(
            By.WORDS, samples.embedding(), words.toString(), SUM, Filter.EVERYTHING, -1, Effort.EXACT);
    assertThat(ids(index.find(question, 100, 100))).contains("needle");
  }

  @Test
  void what_is_out_of_bounds_is_refused_with_the_value_and_the_bound() {
    Question question = question(By.EITHER, SUM, Filter.EVERYTHING, -1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> index.find(question, 0, 1))
        .withMessage("depth must be 1 to 10000, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> index.find(question, 1, 10_001))
        .withMessage("limit must be 1 to 10000, got 10001");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> index.fieldNames(0))
        .withMessage("limit must be 1 to 10000, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> index.facet("lang", Filter.EVERYTHING, 1_001))
        .withMessage("limit must be 1 to 1000, got 1001");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> question(By.EITHER, SUM, Filter.EVERYTHING, 2))
        .withMessage("minSimilarity must be -1 to 1, got 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Filter.Is("lang", List.of()))
        .withMessage("a filter on lang needs at least 1 value, got 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Filter.Has(""))
        .withMessage("a filter needs the name of a field, got none");
  }
}
