package io.doppel.index.cluster.search;

import io.doppel.index.PassageIndex;
import io.doppel.index.cluster.layout.FactTerms;
import io.doppel.index.cluster.layout.Stored;
import io.doppel.index.hit.Found;
import io.doppel.index.hit.Found.Match;
import io.doppel.index.hit.Ranked;
import io.doppel.index.hit.WordScore;
import io.doppel.index.query.Depth;
import io.doppel.index.query.Effort;
import io.doppel.index.query.Filter;
import io.doppel.index.query.Question;
import io.doppel.index.query.Question.By;
import io.doppel.index.upkeep.IndexSettings;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import io.doppel.work.Timing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Finds documents by meaning, by words or by both, at a point in time: the cluster finds documents with near passages
/// and with passages of high scores; both scores of a passage, what the question makes of them, and the order are
/// computed here. For one question.
public final class DocumentSearch {

  /// The growth from one attempt to the next, where many passages are of few documents.
  private static final int WIDENING = 4;

  private final PointInTime view;
  private final Question question;
  private final Depth depth;
  private final int limit;
  private final Map<String, Object> filter;
  private final VectorSearch vectors;
  private final WordStatistics words;

  /// @param limit the most documents
  DocumentSearch(PointInTime view, IndexSettings settings, Question question, Depth depth, int limit)
      throws IOException {
    this.view = view;
    this.question = question;
    this.depth = depth;
    this.limit = limit;
    this.filter = question.filter().equals(Filter.EVERYTHING) ? State.EVERYTHING : FactTerms.query(question.filter());
    this.vectors = new VectorSearch(view, settings.searchWidth(), filter);
    this.words = WordStatistics.of(view, settings.languages(), question.words());
  }

  /// A passage that may be told.
  ///
  /// @param passage without its words
  record Candidate(Nearby passage, float lexicalScore) {}

  /// A candidate, and what the question makes of its scores.
  record Scored(Nearby passage, float lexicalScore, double score) {

    static final Comparator<Scored> BEST_FIRST =
        Comparator.comparingDouble(Scored::score)
            .reversed()
            .thenComparing(Scored::documentId, Stored.BY_CODE_POINT)
            .thenComparingInt(scored -> scored.passage.outline().start());

    String documentId() {
      return passage.documentId();
    }
  }

  Question question() {
    return question;
  }

  WordStatistics words() {
    return words;
  }

  /// Whether every vector is scored for it.
  boolean readsAllVectors() {
    return question.effort() == Effort.EXACT && question.by() != By.WORDS;
  }

  VectorSearch vectors() {
    return vectors;
  }

  /// The next attempt's width.
  static int wider(int width) {
    return Math.min(PassageIndex.MAX_HITS, WIDENING * width);
  }

  /// The best documents among the best passages of either side, as many as [Depth] says, as lists of their passages,
  /// best first; near passages are found by the graph.
  List<List<Scored>> best() throws IOException {
    int width = depth.passages();
    while (true) {
      Optional<List<List<Scored>>> best = best(question.by() == By.WORDS ? List.of() : near(width), width);
      if (best.isPresent()) {
        return best.get();
      }
      width = wider(width);
    }
  }

  /// The same where the nearest passages are known; empty if these are of too few documents, and have to be more.
  ///
  /// @param near nearest first
  /// @param width how many passages of either side there are, or fewer if there are fewer
  Optional<List<List<Scored>>> best(List<Candidate> near, int width) throws IOException {
    List<Candidate> worded = question.by() == By.MEANING ? List.of() : worded(width);
    Set<Candidate> candidates = new LinkedHashSet<>(near);
    candidates.addAll(worded);
    List<List<Scored>> documents = rank(List.copyOf(candidates));
    // What is as similar as it has to be is among the nearest, whatever its words.
    boolean all =
        (near.size() < width && worded.size() < width)
            || (!near.isEmpty() && near.getLast().passage.similarity() < question.minSimilarity());
    return documents.size() >= Math.max(depth.documents(), limit) || all || width == PassageIndex.MAX_HITS
        ? Optional.of(documents.subList(0, Math.min(limit, documents.size())))
        : Optional.empty();
  }

  /// What is told of the best documents.
  List<Found> found(List<List<Scored>> best) throws IOException {
    Map<String, Integer> sizes =
        Nearby.sizes(best.stream().map(each -> each.getFirst().passage).toList());
    Map<String, Document> documents = Timing.part("fetch", () -> new DocumentReader(view).documents(sizes));
    List<Found> found = new ArrayList<>();
    for (List<Scored> passages : best) {
      Document document = DocumentReader.require(documents, passages.getFirst().documentId());
      List<Match> matches = new ArrayList<>();
      for (Scored one : passages.subList(0, Math.min(question.passages(), passages.size()))) {
        matches.add(
            new Match(one.passage.outline().of(document), one.passage.similarity(), one.lexicalScore, one.score));
      }
      found.add(new Found(document, matches));
    }
    return found;
  }

  /// The same by ids alone.
  static List<Ranked> ranked(List<List<Scored>> best) {
    return best.stream()
        .map(passages -> new Ranked(passages.getFirst().documentId(), passages.getFirst().score))
        .toList();
  }

  /// The nearest passages, nearest first.
  private List<Candidate> near(int width) throws IOException {
    return vectors.passages(question.meaning(), width).stream().limit(width).map(this::candidate).toList();
  }

  private Candidate candidate(Nearby passage) {
    return new Candidate(passage.withoutWords(), words.score(passage.outline()));
  }

  /// The passages that share words, those with the highest scores first.
  private List<Candidate> worded(int width) throws IOException {
    if (words.isEmpty()) {
      return List.of();
    }
    Map<String, Object> query = Map.of("bool", Map.of("must", List.of(words.query()), "filter", List.of(filter)));
    Best<Candidate> best =
        new Best<>(
            width,
            Comparator.comparingDouble(Candidate::lexicalScore)
                .reversed()
                .thenComparing(Candidate::passage, Nearby.BEST_FIRST));
    new DocumentReader(view)
        .read(
            view.sizes(Map.of("query", query, "size", width)),
            Stored.WITHOUT_TEXT,
            source -> {
              for (Nearby each : Nearby.of(Stored.of(source), question.meaning())) {
                Candidate candidate = candidate(each);
                if (candidate.lexicalScore > 0) {
                  best.add(candidate);
                }
              }
            });
    return best.inOrder();
  }

  /// The documents that the candidates are of, as lists of their candidates, best first.
  private List<List<Scored>> rank(List<Candidate> candidates) {
    float[] similarities = new float[candidates.size()];
    float[] lexicalScores = new float[candidates.size()];
    for (int i = 0; i < similarities.length; i++) {
      similarities[i] = candidates.get(i).passage.similarity();
      lexicalScores[i] = candidates.get(i).lexicalScore;
    }
    double[] scores = question.fusion().scores(similarities, lexicalScores);
    List<Scored> scored = new ArrayList<>(scores.length);
    for (int i = 0; i < scores.length; i++) {
      if (similarities[i] >= question.minSimilarity()) {
        scored.add(new Scored(candidates.get(i).passage, lexicalScores[i], scores[i]));
      }
    }
    scored.sort(Scored.BEST_FIRST);
    Map<String, List<Scored>> documents = new LinkedHashMap<>();
    for (Scored one : scored) {
      documents.computeIfAbsent(one.documentId(), id -> new ArrayList<>()).add(one);
    }
    return new ArrayList<>(documents.values());
  }

  /// What each word of `asked` gives to the lexical score of these passages.
  public static List<List<WordScore>> wordScores(
      PointInTime view, IndexSettings settings, String asked, List<Passage> passages) throws IOException {
    WordStatistics words = WordStatistics.of(view, settings.languages(), asked);
    Set<String> ids = new LinkedHashSet<>();
    passages.forEach(passage -> ids.add(passage.documentId()));
    Map<String, List<Stored.Outline>> documents = new HashMap<>();
    DocumentReader reader = new DocumentReader(view);
    reader.read(
        reader.sizes(ids), Stored.WORDS, source -> documents.put(Stored.id(source), Stored.outlines(source)));
    List<List<WordScore>> scores = new ArrayList<>();
    for (Passage passage : passages) {
      List<Stored.Outline> outlines = documents.getOrDefault(passage.documentId(), List.of());
      scores.add(
          outlines.stream()
              .filter(outline -> outline.start() == passage.start())
              .findFirst()
              .map(outline -> words.byWord(settings.languages(), asked, outline))
              .orElse(List.of()));
    }
    return scores;
  }
}
