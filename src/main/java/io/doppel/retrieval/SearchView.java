package io.doppel.retrieval;

import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.index.IndexView;
import io.doppel.index.audit.RecentQuestions;
import io.doppel.index.hit.Facet;
import io.doppel.index.hit.Found;
import io.doppel.index.hit.WordScore;
import io.doppel.index.query.FieldValue;
import io.doppel.index.query.Question;
import io.doppel.index.query.Question.By;
import io.doppel.retrieval.Reranking.Placed;
import io.doppel.work.Timing;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// All parts of an answer, from one state of a collection: hits, what to look at in them, what their scores are made
/// of, and facets. To be closed; for one thread.
public final class SearchView implements Closeable {

  /// So many hits of an answer are highlighted.
  public static final int MAX_HIGHLIGHTS = 50;

  /// The most values that a facet tells.
  public static final int FACET_VALUES = 50;

  private final IndexView view;
  private final Encoder encoder;
  private final RecentQuestions recent;

  SearchView(IndexView view, Encoder encoder, RecentQuestions recent) {
    this.view = view;
    this.encoder = encoder;
    this.recent = recent;
  }

  /// The documents that answer a query.
  public SearchAnswer answer(SearchQuery query) throws IOException {
    Question question = asked(query);
    List<Found> ranking = Timing.part("find", () -> new Ranking(view, question).first(query.end()));
    return unchanged(query, ranking);
  }

  /// An answer to each query, in their order, as each alone would get it. Those that are answered exactly are asked
  /// together: where an index reads all its vectors for them, it does so once for many.
  ///
  /// @param queries at most 10,000; all their answers are in memory
  public List<SearchAnswer> answers(List<SearchQuery> queries) throws IOException {
    List<Question> questions = queries.stream().map(this::asked).toList();
    List<List<Found>> rankings =
        Timing.part("find", () -> Ranking.first(view, questions, queries.stream().map(SearchQuery::end).toList()));
    List<SearchAnswer> answers = new ArrayList<>();
    for (int i = 0; i < queries.size(); i++) {
      answers.add(unchanged(queries.get(i), rankings.get(i)));
    }
    return answers;
  }

  private SearchAnswer unchanged(SearchQuery query, List<Found> ranking) {
    return page(query, ranking.stream().map(found -> new Placed(found, OptionalDouble.empty())).toList());
  }

  /// The same, the first documents in the order that a cross-encoder gives them. What comes behind them stays behind
  /// them, so that pages go on from one another here too.
  public SearchAnswer answer(SearchQuery query, Reranking reranking) throws IOException {
    Question question = asked(query);
    List<Found> ranking =
        Timing.part("find", () -> new Ranking(view, question).first(Math.max(query.end(), reranking.depth())));
    return page(query, Timing.part("rerank", () -> reranking.of(query.text(), ranking)));
  }

  private SearchAnswer page(SearchQuery query, List<Placed> ranking) {
    List<SearchHit> hits = new ArrayList<>();
    ranking.stream()
        .skip(query.offset())
        .limit(query.k())
        .forEach(placed ->
            hits.add(
                new SearchHit(
                    query.offset() + hits.size() + 1, placed.found(), placed.rerankScore())));
    return new SearchAnswer(hits, encoder.truncates(query.text(), Prompt.QUERY));
  }

  /// What to look at in the first [#MAX_HIGHLIGHTS] hits of an answer; one for each, in their order.
  public List<Highlight> highlights(SearchQuery query, SearchAnswer answer) throws IOException {
    List<SearchHit> hits = answer.hits();
    return new Highlighter(view.settings().languages().text(), encoder, query.text())
        .of(hits.subList(0, Math.min(MAX_HIGHLIGHTS, hits.size())));
  }

  /// What the scores of an answer are made of; one for each hit, in their order.
  public List<Explanation> explain(SearchQuery query, SearchAnswer answer) throws IOException {
    List<List<WordScore>> byWord =
        query.mode() == SearchMode.DENSE
            ? Collections.nCopies(answer.hits().size(), List.of())
            : view.wordScores(
                query.text(),
                answer.hits().stream().map(hit -> hit.matches().getFirst().passage()).toList());
    float legibility = encoder.legibility(query.text());
    HybridFusion fusion = new HybridFusion(encoder.reading(query.text()), encoder.scale());
    List<Explanation> explanations = new ArrayList<>();
    for (SearchHit hit : answer.hits()) {
      double meaning =
          switch (query.mode()) {
            case DENSE -> hit.score();
            case LEXICAL -> 0;
            case HYBRID -> fusion.meaning(hit.similarity());
          };
      explanations.add(new Explanation(meaning, hit.score() - meaning, legibility, byWord.get(explanations.size())));
    }
    return explanations;
  }

  /// How many of the documents that the query's filter passes have each value of these fields, whether they answer or
  /// not.
  ///
  /// @param fields names of metadata fields
  public List<Facet> facets(SearchQuery query, List<String> fields) throws IOException {
    return view.facets(fields, query.filter(), FACET_VALUES);
  }

  /// How many of the first `depth` documents that answer a query have each value of these fields; of a list, each
  /// element counts.
  ///
  /// @param depth 1 to [SearchQuery#MAX_K]
  public List<Facet> facets(SearchQuery query, int depth, List<String> fields) throws IOException {
    List<Found> ranking = new Ranking(view, question(query)).first(depth);
    return fields.stream().map(field -> facet(field, ranking)).toList();
  }

  private static Facet facet(String field, List<Found> ranking) {
    Map<String, Long> counts =
        ranking.stream()
            .flatMap(found -> Stream.ofNullable(found.document().fields().get(field)))
            .flatMap(value -> FieldValue.each(value).stream().distinct())
            .collect(Collectors.groupingBy(value -> value, Collectors.counting()));
    List<Facet.Count> values =
        counts.entrySet().stream()
            .map(entry -> new Facet.Count(entry.getKey(), entry.getValue()))
            .filter(Facet.Count::canBeTold)
            .sorted(Facet.Count.MOST_FREQUENT_FIRST)
            .toList();
    return new Facet(field, values.subList(0, Math.min(FACET_VALUES, values.size())), values.size() > FACET_VALUES);
  }

  private Question asked(SearchQuery query) {
    Question question = question(query);
    if (question.by() != By.WORDS) {
      recent.add(question.meaning());
    }
    return question;
  }

  private Question question(SearchQuery query) {
    return new Question(
        by(query.mode()),
        Timing.part("encode", () -> encoder.encode(query.text(), Prompt.QUERY)),
        query.text(),
        fusion(query),
        query.filter(),
        query.minSimilarity(),
        query.effort(),
        query.passages());
  }

  private static By by(SearchMode mode) {
    return switch (mode) {
      case DENSE -> By.MEANING;
      case LEXICAL -> By.WORDS;
      case HYBRID -> By.EITHER;
    };
  }

  private Question.Fusion fusion(SearchQuery query) {
    return switch (query.mode()) {
      case DENSE -> Question.Fusion.SIMILARITY;
      case LEXICAL -> Question.Fusion.LEXICAL_SCORE;
      case HYBRID -> new HybridFusion(encoder.reading(query.text()), encoder.scale());
    };
  }

  @Override
  public void close() throws IOException {
    view.close();
  }
}
