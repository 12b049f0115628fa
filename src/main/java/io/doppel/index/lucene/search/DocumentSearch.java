package io.doppel.index.lucene.search;

import io.doppel.index.PassageIndex;
import io.doppel.index.hit.Found;
import io.doppel.index.hit.Found.Match;
import io.doppel.index.hit.Ranked;
import io.doppel.index.lucene.field.Facts;
import io.doppel.index.lucene.field.PassageReader;
import io.doppel.index.lucene.search.Best.Candidate;
import io.doppel.index.query.Depth;
import io.doppel.index.query.Filter;
import io.doppel.index.query.Question;
import io.doppel.index.query.Question.By;
import io.doppel.index.query.Question.Fusion;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import io.doppel.work.Timing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// Finds documents by meaning, by words or by both, in one state of an index: gathers candidates from the graph and
/// from the inverted index, gives each of them both of its scores, fuses these, and collapses passages to documents.
public final class DocumentSearch {

  /// The growth from one attempt to the next, where many passages are of few documents.
  private static final int WIDENING = 4;

  private final Question question;
  private final @Nullable Query filter;
  private final PassageSearcher searcher;
  private final VectorSearch vectors;
  private final PassageReader reader;
  private final float[] meaning;
  private @Nullable WordSearch words;

  public DocumentSearch(PassageSearcher searcher, Question question) throws IOException {
    this.question = question;
    this.filter =
        question.filter().equals(Filter.EVERYTHING) ? null : Facts.query(question.filter());
    this.searcher = searcher;
    this.vectors = new VectorSearch(searcher, filter);
    this.reader = new PassageReader(searcher);
    this.meaning = question.meaning().toArray();
  }

  /// A candidate.
  ///
  /// @param doc Lucene's number of the passage
  /// @param first Lucene's number of the document's first passage
  /// @param lexicalScore 0 of all while words have no part in the order
  private record Scored(int doc, int first, float similarity, float lexicalScore, double score) {}

  /// Looked up when they are first asked for: an order by similarity alone takes none.
  private WordSearch words() throws IOException {
    if (words == null) {
      words = WordSearch.of(searcher, searcher.commit().settings().languages(), question.words());
    }
    return words;
  }

  private boolean heedsWords() {
    return !question.fusion().equals(Fusion.SIMILARITY);
  }

  /// The best `limit` documents among the best passages of either side, as many as [Depth] says.
  public List<Found> find(Depth depth, int limit) throws IOException {
    List<List<Scored>> best = best(depth, limit);
    return Timing.part("fetch", () -> read(best));
  }

  private List<Found> read(List<List<Scored>> best) throws IOException {
    List<List<Scored>> told =
        best.stream()
            .map(passages -> passages.subList(0, Math.min(question.passages(), passages.size())))
            .toList();
    Map<Integer, Float> left = heedsWords() ? Map.of() : lexicalScores(told.stream().flatMap(List::stream));
    List<Found> found = new ArrayList<>();
    for (List<Scored> passages : told) {
      Document document = reader.document(passages.getFirst().first);
      List<Match> matches = new ArrayList<>();
      for (Scored one : passages) {
        Passage passage = reader.cut(document, one.doc);
        matches.add(new Match(passage, one.similarity, left.getOrDefault(one.doc, one.lexicalScore), one.score));
      }
      found.add(new Found(document, matches));
    }
    return found;
  }

  /// Those of passages that were ordered without them, by Lucene's numbers.
  private Map<Integer, Float> lexicalScores(Stream<Scored> passages) throws IOException {
    int[] docs = passages.mapToInt(Scored::doc).sorted().toArray();
    float[] scores = words().scores(docs);
    Map<Integer, Float> byDoc = new HashMap<>();
    for (int i = 0; i < docs.length; i++) {
      byDoc.put(docs[i], scores[i]);
    }
    return byDoc;
  }

  /// The same documents, of which nothing but the ids is read.
  public List<Ranked> rank(Depth depth, int limit) throws IOException {
    List<Ranked> ranked = new ArrayList<>();
    for (List<Scored> passages : best(depth, limit)) {
      Scored best = passages.getFirst();
      ranked.add(new Ranked(reader.documentId(best.doc).utf8ToString(), best.score));
    }
    return ranked;
  }

  private List<List<Scored>> best(Depth depth, int limit) throws IOException {
    int width = depth.passages();
    int enough = Math.max(depth.documents(), limit);
    while (true) {
      List<Candidate> near = question.by() == By.WORDS ? List.of() : near(width);
      int[] worded = question.by() == By.MEANING ? new int[0] : words().best(width, filter);
      List<List<Scored>> documents = rank(near, worded);
      // What is as similar as it has to be is among the nearest, whatever its words.
      boolean all =
          (near.size() < width && worded.length < width)
              || (!near.isEmpty() && near.getLast().similarity() < question.minSimilarity());
      if (documents.size() >= enough || all || width == PassageIndex.MAX_HITS) {
        orderTies(documents, limit);
        return documents.subList(0, Math.min(limit, documents.size()));
      }
      width = Math.min(PassageIndex.MAX_HITS, WIDENING * width);
    }
  }

  /// Nearest first.
  private List<Candidate> near(int width) throws IOException {
    return Arrays.stream(vectors.nearest(meaning, width, question.effort()).sorted()).limit(width).toList();
  }

  /// The documents that the candidates are of, as lists of their candidates, best first.
  ///
  /// @param near candidates by their meaning, whose similarity is known
  /// @param worded candidates by their words
  private List<List<Scored>> rank(List<Candidate> near, int[] worded) throws IOException {
    int[] docs =
        IntStream.concat(near.stream().mapToInt(Candidate::doc), Arrays.stream(worded)).sorted().distinct().toArray();
    int[] firsts = reader.firsts(docs);
    float[] similarities = similarities(near, docs);
    float[] lexicalScores = heedsWords() ? words().scores(docs) : new float[docs.length];
    double[] scores = question.fusion().scores(similarities, lexicalScores);
    List<Scored> scored = new ArrayList<>(docs.length);
    for (int i = 0; i < docs.length; i++) {
      if (similarities[i] >= question.minSimilarity()) {
        scored.add(new Scored(docs[i], firsts[i], similarities[i], lexicalScores[i], scores[i]));
      }
    }
    scored.sort(Comparator.comparingDouble(Scored::score).reversed().thenComparingInt(Scored::doc));
    Map<Integer, List<Scored>> documents = new LinkedHashMap<>();
    for (Scored one : scored) {
      documents.computeIfAbsent(one.first, first -> new ArrayList<>()).add(one);
    }
    return new ArrayList<>(documents.values());
  }

  private float[] similarities(List<Candidate> near, int[] docs) throws IOException {
    Map<Integer, Float> known = HashMap.newHashMap(near.size());
    near.forEach(each -> known.put(each.doc(), each.similarity()));
    int[] others = Arrays.stream(docs).filter(doc -> !known.containsKey(doc)).toArray();
    float[] looked = vectors.similarities(meaning, others);
    for (int i = 0; i < others.length; i++) {
      known.put(others[i], looked[i]);
    }
    float[] similarities = new float[docs.length];
    for (int i = 0; i < docs.length; i++) {
      similarities[i] = Objects.requireNonNull(known.get(docs[i]));
    }
    return similarities;
  }

  /// Puts documents of equal score in order of their ids, which are read for these only.
  private void orderTies(List<List<Scored>> documents, int limit) throws IOException {
    record Named(BytesRef id, List<Scored> document) {}
    int from = 0;
    while (from < documents.size() && from < limit) {
      double score = documents.get(from).getFirst().score;
      int to = from + 1;
      while (to < documents.size() && documents.get(to).getFirst().score == score) {
        to++;
      }
      if (to - from > 1) {
        List<Named> tied = new ArrayList<>(to - from);
        for (List<Scored> document : documents.subList(from, to)) {
          tied.add(new Named(reader.documentId(document.getFirst().doc), document));
        }
        tied.sort(Comparator.comparing(Named::id));
        for (int i = 0; i < tied.size(); i++) {
          documents.set(from + i, tied.get(i).document);
        }
      }
      from = to;
    }
  }
}
