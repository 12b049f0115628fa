package io.doppel.index.cluster.search;

import io.doppel.index.cluster.layout.IndexFields;
import io.doppel.index.cluster.layout.Stored;
import io.doppel.index.cluster.layout.WordForm;
import io.doppel.index.hit.WordScore;
import io.doppel.index.upkeep.Languages;
import io.doppel.language.term.Language;
import io.doppel.language.term.TermAnalyzer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/// Scores passages by the words they share with a text: BM25 as it stands at [io.doppel.index.hit.Found.Match], from
/// counts over all shards and without what was deleted. For one question at one point in time.
final class WordStatistics {

  private static final double K1 = 1.5;
  private static final double B = 0.75;

  /// Of a long text, only the words that tell most are looked for.
  private static final int MAX_WORDS = 256;

  /// Words that are counted in one go.
  private static final int BATCH = 1_000;

  /// A word of the question.
  ///
  /// @param count how often it stands there
  /// @param idf how much it tells by how few passages have it
  private record Word(String form, int count, double idf) {}

  private final Map<String, Word> words;
  private final double meanSize;

  private WordStatistics(List<Word> words, double meanSize) {
    this.words = new LinkedHashMap<>();
    words.forEach(word -> this.words.put(word.form, word));
    this.meanSize = meanSize;
  }

  static WordStatistics of(PointInTime view, Languages languages, String text) throws IOException {
    record Weighed(Word word, double telling) {}
    Map<String, Integer> counts = count(languages, text);
    List<String> forms = List.copyOf(counts.keySet());
    List<Weighed> known = new ArrayList<>();
    double meanSize = 1;
    for (int from = 0; from < forms.size(); from += BATCH) {
      List<String> some = forms.subList(from, Math.min(forms.size(), from + BATCH));
      JsonNode answer = passages(view, some);
      double all = answer.path("doc_count").asDouble();
      meanSize = answer.path("size").path("value").asDouble() / all;
      JsonNode buckets = answer.path("words").path("buckets");
      for (int i = 0; i < some.size(); i++) {
        double with = buckets.path(i).path("doc_count").asDouble();
        if (with > 0) {
          int count = counts.getOrDefault(some.get(i), 1);
          double idf = Math.log(1 + (all - with + 0.5) / (with + 0.5));
          known.add(new Weighed(new Word(some.get(i), count, idf), count * Math.log(1 + all / with)));
        }
      }
    }
    known.sort(Comparator.comparingDouble(Weighed::telling).reversed());
    List<Word> best = known.stream().limit(MAX_WORDS).map(Weighed::word).toList();
    return new WordStatistics(best, meanSize);
  }

  /// How many passages there are, how many have each word, and how many words all have together.
  private static JsonNode passages(PointInTime view, List<String> forms) throws IOException {
    List<Map<String, Object>> filters = forms.stream().map(form -> term(form, 1)).toList();
    Map<String, Object> inside =
        Map.of(
            "words",
            Map.of("filters", Map.of("filters", filters)),
            "size",
            Map.of("sum", Map.of("field", IndexFields.SIZE)));
    Map<String, Object> nested = Map.of("nested", Map.of("path", IndexFields.PASSAGES), "aggs", inside);
    return view.search(Map.of("size", 0, "track_total_hits", false, "aggs", Map.of("passages", nested)))
        .path("aggregations")
        .path("passages");
  }

  private static Map<String, Object> term(String form, int boost) {
    return Map.of("term", Map.of(IndexFields.WORDS, Map.of("value", form, "boost", boost)));
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
    TermAnalyzer.of(language).terms(text).forEach(term -> counts.merge(WordForm.of(term.form()), 1, Integer::sum));
    return counts;
  }

  /// Whether no passage has any of the words.
  boolean isEmpty() {
    return words.isEmpty();
  }

  /// A query for the documents with the passages that score highest, by the engine's own estimate.
  Map<String, Object> query() {
    List<Map<String, Object>> any = words.values().stream().map(word -> term(word.form, word.count)).toList();
    return Map.of(
        "nested",
        Map.of(
            "path",
            IndexFields.PASSAGES,
            "score_mode",
            "max",
            "query",
            Map.of("bool", Map.of("should", any))));
  }

  /// How often words stand in a passage.
  ///
  /// @param size how many words it has
  record Counted(Map<String, Integer> counts, int size) {

    /// All words, for several questions.
    static Counted of(Stored.Outline passage) {
      return of(passage, _ -> true);
    }

    private static Counted of(Stored.Outline passage, Predicate<String> wanted) {
      Map<String, Integer> counts = new HashMap<>();
      for (String each : passage.words().split(" ", -1)) {
        if (wanted.test(each)) {
          counts.merge(each, 1, Integer::sum);
        }
      }
      return new Counted(counts, passage.positions());
    }
  }

  /// The score of a passage.
  ///
  /// @param passage with its words
  float score(Stored.Outline passage) {
    return score(Counted.of(passage, words::containsKey));
  }

  /// The same of one whose words are counted.
  float score(Counted passage) {
    double sum = 0;
    for (double score : scores(passage).values()) {
      sum += score;
    }
    return (float) sum;
  }

  private Map<String, Double> scores(Counted passage) {
    Map<String, Double> scores = new LinkedHashMap<>();
    for (Word word : words.values()) {
      int count = passage.counts.getOrDefault(word.form, 0);
      if (count > 0) {
        double held = K1 * (1 - B + B * passage.size / meanSize);
        scores.put(word.form, word.count * word.idf * count / (count + held));
      }
    }
    return scores;
  }

  /// What each word gives to the score of a passage, most first.
  ///
  /// @param asked the question as it was written
  List<WordScore> byWord(Languages languages, String asked, Stored.Outline passage) {
    Map<String, String> written = new HashMap<>();
    for (Language language : List.of(languages.text(), languages.title())) {
      TermAnalyzer.of(language)
          .terms(asked)
          .forEach(each -> written.putIfAbsent(WordForm.of(each.form()), each.span().of(asked)));
    }
    return scores(Counted.of(passage, words::containsKey)).entrySet().stream()
        .map(score -> new WordScore(written.getOrDefault(score.getKey(), ""), score.getValue().floatValue()))
        .sorted(Comparator.comparingDouble(WordScore::score).reversed())
        .toList();
  }
}
