package io.doppel.index.lucene.search;

import io.doppel.index.hit.WordScore;
import io.doppel.index.lucene.field.PassageFields;
import io.doppel.index.upkeep.Languages;
import io.doppel.language.term.Language;
import io.doppel.language.term.TermAnalyzer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;
import org.jspecify.annotations.Nullable;

/// Scores passages by the words they share with a text: BM25 over title and passage together. For one question in one
/// state of an index.
public final class WordSearch {

  /// How soon repeating a word stops to count (k1), and how much long passages are held back (b). Measured: see
  /// docs/search.md.
  public static final Similarity BM25 = new BM25Similarity(1.5f, 0.75f);

  /// Of a long text, only the words that tell most are looked for.
  private static final int MAX_WORDS = 256;

  private final IndexSearcher searcher;
  private final Query query;
  private final Weight weight;

  private WordSearch(IndexSearcher searcher, Query query) throws IOException {
    this.searcher = searcher;
    this.query = query;
    this.weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE, 1);
  }

  public static WordSearch of(IndexSearcher searcher, Languages languages, String text) throws IOException {
    record Weighed(TermQuery word, int count, double telling) {}
    int all = searcher.getIndexReader().maxDoc();
    List<Weighed> known = new ArrayList<>();
    for (Map.Entry<String, Integer> word : count(languages, text).entrySet()) {
      Term term = new Term(PassageFields.WORDS, word.getKey());
      TermStates states = TermStates.build(searcher, term, true);
      if (states.docFreq() > 0) {
        double telling = word.getValue() * Math.log(1 + (double) all / states.docFreq());
        known.add(new Weighed(new TermQuery(term, states), word.getValue(), telling));
      }
    }
    known.sort(Comparator.comparingDouble(Weighed::telling).reversed());
    BooleanQuery.Builder any = new BooleanQuery.Builder();
    for (Weighed word : known.subList(0, Math.min(MAX_WORDS, known.size()))) {
      any.add(word.count == 1 ? word.word : new BoostQuery(word.word, word.count), Occur.SHOULD);
    }
    return new WordSearch(searcher, any.build());
  }

  /// How often each word stands in `text`, taken for either language: it may be one of a title and one of a text.
  private static Map<String, Integer> count(Languages languages, String text) {
    Map<String, Integer> counts = count(languages.text(), text);
    if (languages.title() != languages.text()) {
      count(languages.title(), text).forEach((word, count) -> counts.merge(word, count, Math::max));
    }
    return counts;
  }

  private static Map<String, Integer> count(Language language, String text) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    TermAnalyzer.of(language).terms(text).forEach(term -> counts.merge(term.form(), 1, Integer::sum));
    return counts;
  }

  /// Lucene's numbers of the `limit` passages with the highest scores, ascending; only such that share a word.
  public int[] best(int limit, @Nullable Query filter) throws IOException {
    Query filtered =
        filter == null
            ? query
            : new BooleanQuery.Builder().add(query, Occur.MUST).add(filter, Occur.FILTER).build();
    ScoreDoc[] found = searcher.search(filtered, limit).scoreDocs;
    int[] docs = new int[found.length];
    for (int i = 0; i < docs.length; i++) {
      docs[i] = found[i].doc;
    }
    Arrays.sort(docs);
    return docs;
  }

  /// What each word gives to the score of the passage with this number, most first; their sum is its score.
  ///
  /// @param text the one that is searched for
  public List<WordScore> byWord(String text, Languages languages, int doc) throws IOException {
    Map<String, String> written = new HashMap<>();
    for (Language language : List.of(languages.text(), languages.title())) {
      TermAnalyzer.of(language)
          .terms(text)
          .forEach(each -> written.putIfAbsent(each.form(), each.span().of(text)));
    }
    List<WordScore> scores = new ArrayList<>();
    for (BooleanClause clause : (BooleanQuery) query) {
      float score = new WordSearch(searcher, clause.query()).scores(new int[] {doc})[0];
      if (score > 0) {
        scores.add(new WordScore(written.getOrDefault(term(clause.query()), ""), score));
      }
    }
    scores.sort(Comparator.comparingDouble(WordScore::score).reversed());
    return scores;
  }

  private static String term(Query query) {
    return query instanceof BoostQuery boosted ? term(boosted.getQuery()) : ((TermQuery) query).getTerm().text();
  }

  /// The scores of the passages with these numbers, which ascend; 0 without a common word.
  public float[] scores(int[] docs) throws IOException {
    float[] scores = new float[docs.length];
    int next = 0;
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      int end = leaf.docBase + leaf.reader().maxDoc();
      if (next == docs.length || docs[next] >= end) {
        continue;
      }
      Scorer scorer = weight.scorer(leaf);
      for (; next < docs.length && docs[next] < end; next++) {
        int inLeaf = docs[next] - leaf.docBase;
        if (scorer != null
            && (scorer.docID() == inLeaf
                || (scorer.docID() < inLeaf && scorer.iterator().advance(inLeaf) == inLeaf))) {
          scores[next] = scorer.score();
        }
      }
    }
    return scores;
  }
}
