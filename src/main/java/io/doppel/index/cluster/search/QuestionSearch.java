package io.doppel.index.cluster.search;

import io.doppel.index.cluster.layout.Stored;
import io.doppel.index.cluster.search.DocumentSearch.Candidate;
import io.doppel.index.cluster.search.DocumentSearch.Scored;
import io.doppel.index.hit.Found;
import io.doppel.index.hit.Ranked;
import io.doppel.index.query.Depth;
import io.doppel.index.query.Filter;
import io.doppel.index.query.Question;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/// Answers the questions of one call at a point in time. Those that every vector is scored for read the vectors
/// together, as many as have one filter and as the memory allows; each gets the answer that it would get alone.
public final class QuestionSearch {

  private final PointInTime view;
  private final IndexSettings settings;
  private final Depth depth;
  private final int limit;

  /// @param limit the most documents of a question
  public QuestionSearch(PointInTime view, IndexSettings settings, Depth depth, int limit) {
    this.view = view;
    this.settings = settings;
    this.depth = depth;
    this.limit = limit;
  }

  /// What is told of the best documents for a question.
  private interface Telling<T> {
    T of(DocumentSearch search, List<List<Scored>> best) throws IOException;
  }

  /// The documents that answer each question best.
  public List<List<Found>> find(List<Question> questions) throws IOException {
    return answers(questions, DocumentSearch::found);
  }

  /// The same documents, of which nothing but the ids is read.
  public List<List<Ranked>> rank(List<Question> questions) throws IOException {
    return answers(questions, (_, best) -> DocumentSearch.ranked(best));
  }

  private <T> List<T> answers(List<Question> questions, Telling<T> telling) throws IOException {
    List<DocumentSearch> searches =
        Parallel.each(questions, question -> new DocumentSearch(view, settings, question, depth, limit));
    List<DocumentSearch> single = new ArrayList<>();
    Map<Filter, List<DocumentSearch>> together = new LinkedHashMap<>();
    for (DocumentSearch search : searches) {
      (search.readsAllVectors()
              ? together.computeIfAbsent(search.question().filter(), _ -> new ArrayList<>())
              : single)
          .add(search);
    }
    Map<DocumentSearch, T> answers = new HashMap<>();
    List<T> told = Parallel.each(single, search -> telling.of(search, search.best()));
    for (int i = 0; i < told.size(); i++) {
      answers.put(single.get(i), told.get(i));
    }
    for (List<DocumentSearch> some : together.values()) {
      answer(some, depth.passages(), telling, answers);
    }
    return searches.stream().map(search -> Objects.requireNonNull(answers.get(search))).toList();
  }

  /// Answers questions of one filter from the nearest `width` passages to each, or from more where these are of too few
  /// documents.
  private <T> void answer(
      List<DocumentSearch> searches, int width, Telling<T> telling, Map<DocumentSearch, T> answers)
      throws IOException {
    List<DocumentSearch> deeper = new ArrayList<>();
    int together = VectorSearch.together(width);
    for (int from = 0; from < searches.size(); from += together) {
      List<DocumentSearch> some = searches.subList(from, Math.min(searches.size(), from + together));
      Cancellation.check();
      List<List<Candidate>> near = near(some, width);
      List<Optional<T>> told =
          Parallel.each(
              IntStream.range(0, some.size()).boxed().toList(),
              place -> {
                DocumentSearch search = some.get(place);
                Optional<List<List<Scored>>> best = search.best(near.get(place), width);
                return best.isEmpty() ? Optional.empty() : Optional.of(telling.of(search, best.get()));
              });
      for (int i = 0; i < some.size(); i++) {
        DocumentSearch search = some.get(i);
        told.get(i).ifPresentOrElse(answer -> answers.put(search, answer), () -> deeper.add(search));
      }
    }
    if (!deeper.isEmpty()) {
      answer(deeper, DocumentSearch.wider(width), telling, answers);
    }
  }

  /// The nearest passages to each, nearest first.
  private List<List<Candidate>> near(List<DocumentSearch> searches, int width) throws IOException {
    List<List<Nearby>> near =
        searches.getFirst()
            .vectors()
            .nearest(searches.stream().map(search -> search.question().meaning()).toList(), width);
    float[][] lexicalScores = lexicalScores(searches, near);
    List<List<Candidate>> candidates = new ArrayList<>();
    for (int i = 0; i < near.size(); i++) {
      List<Nearby> passages = near.get(i);
      float[] scores = lexicalScores[i];
      candidates.add(
          IntStream.range(0, scores.length)
              .mapToObj(place -> new Candidate(passages.get(place), scores[place]))
              .toList());
    }
    return candidates;
  }

  /// The lexical scores of passages. Of each document, the words are read once, whichever questions it is near to.
  private float[][] lexicalScores(List<DocumentSearch> searches, List<List<Nearby>> near) throws IOException {
    record Place(int search, int rank) {}
    float[][] scores = new float[near.size()][];
    Map<String, List<Place>> places = new HashMap<>();
    Map<String, Integer> sizes = new LinkedHashMap<>();
    for (int i = 0; i < scores.length; i++) {
      List<Nearby> passages = near.get(i);
      scores[i] = new float[passages.size()];
      if (!searches.get(i).words().isEmpty()) {
        sizes.putAll(Nearby.sizes(passages));
        for (int rank = 0; rank < passages.size(); rank++) {
          places.computeIfAbsent(passages.get(rank).documentId(), _ -> new ArrayList<>()).add(new Place(i, rank));
        }
      }
    }
    new DocumentReader(view)
        .read(
            sizes,
            Stored.WORDS,
            source -> {
              Map<Stored.Outline, WordStatistics.Counted> passages = new HashMap<>();
              Stored.outlines(source)
                  .forEach(each -> passages.put(each.withoutWords(), WordStatistics.Counted.of(each)));
              for (Place place : places.getOrDefault(Stored.id(source), List.of())) {
                WordStatistics.Counted passage = passages.get(near.get(place.search).get(place.rank).outline());
                if (passage != null) {
                  scores[place.search][place.rank] = searches.get(place.search).words().score(passage);
                }
              }
            });
    return scores;
  }
}
