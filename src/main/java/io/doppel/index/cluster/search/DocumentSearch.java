package io.doppel.index.cluster.search;

import io.doppel.index.PassageIndex;
import io.doppel.index.cluster.layout.FactTerms;
import io.doppel.index.cluster.layout.Stored;
import io.doppel.index.hit.Found;
import io.doppel.index.hit.Found.Match;
import io.doppel.index.hit.Ranked;
import io.doppel.index.hit.WordScore;
import io.doppel.index.query.Depth;
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
import java.util.Set;

/// Finds documents by meaning, by words or by both, at a point in time: the cluster finds documents with near passages
/// and with passages of high scores; both scores of a passage, what the question makes of them, and the order are
/// computed here.
public final class DocumentSearch {

  /// The growth from one attempt to the next, where many passages are of few documents.
  private static final int WIDENING = 4;

  private final PointInTime view;
  private final Question question;
  private final Map<String, Object> filter;
  private final VectorSearch vectors;
  private final WordStatistics words;

  public DocumentSearch(PointInTime view, IndexSettings settings, Question question) throws IOException {
    this.view = view;
    this.question = question;
    this.filter = question.filter().equals(Filter.EVERYTHING) ? State.EVERYTHING : FactTerms.query(question.filter());
    this.vectors = new VectorSearch(view, settings.searchWidth(), filter);
    this.words = WordStatistics.of(view, settings.languages(), question.words());
  }

  /// A candidate.
  private record Scored(Nearby passage, float lexicalScore, double score) {

    static final Comparator<Scored> BEST_FIRST =
        Comparator.comparingDouble(Scored::score)
            .reversed()
            .thenComparing(Scored::documentId, Stored.BY_CODE_POINT)
            .thenComparingInt(scored -> scored.passage.passage().start());

    String documentId() {
      return passage.documentId();
    }
  }

  /// The best `limit` documents among the best passages of either side, as many as [Depth] says.
  public List<Found> find(Depth depth, int limit) throws IOException {
    List<List<Scored>> best = best(depth, limit);
    Map<String, Integer> sizes =
        Nearby.sizes(best.stream().map(each -> each.getFirst().passage).toList());
    Map<String, Document> documents = Timing.part("fetch", () -> new DocumentReader(view).documents(sizes));
    List<Found> found = new ArrayList<>();
    for (List<Scored> passages : best) {
      Document document = DocumentReader.require(documents, passages.getFirst().documentId());
      List<Match> matches = new ArrayList<>();
      for (Scored one : passages.subList(0, Math.min(question.passages(), passages.size()))) {
        matches.add(
            new Match(one.passage.passage().of(document), one.passage.similarity(), one.lexicalScore, one.score));
      }
      found.add(new Found(document, matches));
    }
    return found;
  }

  /// The same documents, of which nothing but the ids is read.
  public List<Ranked> rank(Depth depth, int limit) throws IOException {
    return best(depth, limit).stream()
        .map(passages -> new Ranked(passages.getFirst().documentId(), passages.getFirst().score))
        .toList();
  }

  private List<List<Scored>> best(Depth depth, int limit) throws IOException {
    int width = depth.passages();
    int enough = Math.max(depth.documents(), limit);
    while (true) {
      List<Nearby> near = question.by() == By.WORDS ? List.of() : near(width);
      List<Nearby> worded = question.by() == By.MEANING ? List.of() : worded(width);
      Set<Nearby> candidates = new LinkedHashSet<>(near);
      candidates.addAll(worded);
      List<List<Scored>> documents = rank(List.copyOf(candidates));
      // What is as similar as it has to be is among the nearest, whatever its words.
      boolean all =
          (near.size() < width && worded.size() < width)
              || (!near.isEmpty() && near.getLast().similarity() < question.minSimilarity());
      if (documents.size() >= enough || all || width == PassageIndex.MAX_HITS) {
        return documents.subList(0, Math.min(limit, documents.size()));
      }
      width = Math.min(PassageIndex.MAX_HITS, WIDENING * width);
    }
  }

  /// The nearest passages, nearest first.
  private List<Nearby> near(int width) throws IOException {
    List<Nearby> all = vectors.passages(question.meaning(), width, question.effort());
    return all.subList(0, Math.min(width, all.size()));
  }

  /// The passages that share words, those with the highest scores first.
  private List<Nearby> worded(int width) throws IOException {
    if (words.isEmpty()) {
      return List.of();
    }
    Map<String, Object> query = Map.of("bool", Map.of("must", List.of(words.query()), "filter", List.of(filter)));
    record Worded(Nearby passage, float score) {}
    Best<Worded> best =
        new Best<>(
            width,
            Comparator.comparingDouble(Worded::score).reversed().thenComparing(Worded::passage, Nearby.BEST_FIRST));
    new DocumentReader(view)
        .read(
            view.sizes(Map.of("query", query, "size", width)),
            Stored.WITHOUT_TEXT,
            source -> {
              for (Nearby each : Nearby.of(Stored.of(source), question.meaning())) {
                float score = words.score(each.passage());
                if (score > 0) {
                  best.add(new Worded(each, score));
                }
              }
            });
    return best.inOrder().stream().map(Worded::passage).toList();
  }

  /// The documents that the candidates are of, as lists of their candidates, best first.
  private List<List<Scored>> rank(List<Nearby> candidates) {
    float[] similarities = new float[candidates.size()];
    float[] lexicalScores = new float[candidates.size()];
    for (int i = 0; i < similarities.length; i++) {
      similarities[i] = candidates.get(i).similarity();
      lexicalScores[i] = words.score(candidates.get(i).passage());
    }
    double[] scores = question.fusion().scores(similarities, lexicalScores);
    List<Scored> scored = new ArrayList<>(scores.length);
    for (int i = 0; i < scores.length; i++) {
      if (similarities[i] >= question.minSimilarity()) {
        scored.add(new Scored(candidates.get(i), lexicalScores[i], scores[i]));
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
    Map<String, Stored> documents = new HashMap<>();
    DocumentReader reader = new DocumentReader(view);
    reader.read(
        reader.sizes(ids), Stored.WITHOUT_TEXT, source -> documents.put(Stored.id(source), Stored.of(source)));
    List<List<WordScore>> scores = new ArrayList<>();
    for (Passage passage : passages) {
      Stored document = documents.get(passage.documentId());
      List<Stored.Part> parts = document == null ? List.of() : document.passages();
      scores.add(
          parts.stream()
              .filter(part -> part.start() == passage.start())
              .findFirst()
              .map(part -> words.byWord(settings.languages(), asked, part))
              .orElse(List.of()));
    }
    return scores;
  }
}
