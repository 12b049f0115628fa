package io.doppel.index;

import io.doppel.encoder.Embedding;
import io.doppel.index.hit.Found;
import io.doppel.index.hit.Found.Match;
import io.doppel.index.hit.WordScore;
import io.doppel.index.query.Depth;
import io.doppel.index.query.Question;
import io.doppel.index.query.Question.By;
import io.doppel.index.upkeep.Languages;
import io.doppel.language.term.Language;
import io.doppel.language.term.TermAnalyzer;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.jspecify.annotations.NullMarked;

/// The oracle's search: scores all passages by the book. Its words are those of the language room.
@NullMarked
final class BruteForceSearch {

  private static final double K1 = 1.5;
  private static final double B = 0.75;

  /// @param words all forms of its words
  /// @param length its words, of which one may have several forms
  private record Row(Document document, Passage passage, Embedding embedding, List<String> words, int length) {}

  private record Scored(Row row, float similarity, float lexicalScore) {}

  private final Languages languages;
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Integer> passagesWith = new HashMap<>();
  private double words;

  BruteForceSearch(Languages languages) {
    this.languages = languages;
  }

  /// Documents have to come in order of their ids.
  void add(Document document, Passage passage, Embedding embedding) {
    List<String> both = new ArrayList<>(words(languages.title(), document.title()));
    both.addAll(words(languages.text(), passage.text()));
    int length = length(languages.title(), document.title()) + length(languages.text(), passage.text());
    rows.add(new Row(document, passage, embedding, both, length));
    new HashSet<>(both).forEach(word -> passagesWith.merge(word, 1, Integer::sum));
    words += both.size();
  }

  private static int length(Language language, String text) {
    int length = 0;
    try (TokenStream stream = TermAnalyzer.of(language).stream(text)) {
      PositionIncrementAttribute increment = stream.addAttribute(PositionIncrementAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        length += increment.getPositionIncrement() > 0 ? 1 : 0;
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return length;
  }

  private static List<String> words(Language language, String text) {
    return TermAnalyzer.of(language).terms(text).stream().map(TermAnalyzer.Term::form).toList();
  }

  /// What each word gives to the score of a passage, most first; none for one that is gone.
  List<WordScore> wordScores(String asked, Passage passage) {
    return rows.stream()
        .filter(row -> row.passage.equals(passage))
        .findFirst()
        .map(row -> wordScores(asked, row))
        .orElse(List.of());
  }

  private List<WordScore> wordScores(String asked, Row row) {
    Map<String, String> written = new LinkedHashMap<>();
    for (Language language : List.of(languages.text(), languages.title())) {
      for (TermAnalyzer.Term term : TermAnalyzer.of(language).terms(asked)) {
        written.putIfAbsent(term.form(), term.span().of(asked));
      }
    }
    List<WordScore> scores = new ArrayList<>();
    counts(asked)
        .forEach(
            (form, count) -> {
              float score = bm25(Map.of(form, count), row);
              if (score > 0) {
                scores.add(new WordScore(written.getOrDefault(form, ""), score));
              }
            });
    scores.sort(Comparator.comparingDouble(WordScore::score).reversed());
    return scores;
  }

  /// How often each word stands in what is asked, taken for either language.
  private Map<String, Integer> counts(String asked) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Language language : new LinkedHashSet<>(List.of(languages.text(), languages.title()))) {
      List<String> forms = words(language, asked);
      forms.forEach(form -> counts.merge(form, Collections.frequency(forms, form), Math::max));
    }
    return counts;
  }

  private float bm25(Map<String, Integer> query, Row row) {
    double sum = 0;
    for (Map.Entry<String, Integer> word : query.entrySet()) {
      double with = passagesWith.getOrDefault(word.getKey(), 0);
      double idf = Math.log(1 + (rows.size() - with + 0.5) / (with + 0.5));
      double count = Collections.frequency(row.words, word.getKey());
      double length = row.length / (words / rows.size());
      sum += word.getValue() * idf * count / (count + K1 * (1 - B + B * length));
    }
    return (float) sum;
  }

  List<Found> find(Question question, Depth depth, int limit) {
    Map<String, Integer> query = counts(question.words());
    List<Scored> passing =
        rows.stream()
            .filter(row -> question.filter().passes(row.document.fields()))
            .map(row -> new Scored(row, question.meaning().cosine(row.embedding), bm25(query, row)))
            .toList();
    int width = depth.passages();
    int enough = Math.max(depth.documents(), limit);
    List<Found> found = find(question, passing, width);
    // More deeply, where many passages are of few documents.
    while (found.size() < enough && width < Math.min(passing.size(), PassageIndex.MAX_HITS)) {
      width = Math.min(PassageIndex.MAX_HITS, 4 * width);
      found = find(question, passing, width);
    }
    return found.subList(0, Math.min(limit, found.size()));
  }

  private List<Found> find(Question question, List<Scored> passing, int depth) {
    Set<Scored> candidates = new HashSet<>();
    if (question.by() != By.WORDS) {
      candidates.addAll(top(passing, Scored::similarity, depth));
    }
    if (question.by() != By.MEANING) {
      top(passing, Scored::lexicalScore, depth).stream()
          .filter(scored -> scored.lexicalScore > 0)
          .forEach(candidates::add);
    }
    List<Scored> chosen = passing.stream().filter(candidates::contains).toList();
    float[] similarities = new float[chosen.size()];
    float[] lexicalScores = new float[chosen.size()];
    for (int i = 0; i < chosen.size(); i++) {
      similarities[i] = chosen.get(i).similarity;
      lexicalScores[i] = chosen.get(i).lexicalScore;
    }
    double[] scores = question.fusion().scores(similarities, lexicalScores);
    Map<Document, List<Match>> documents = new HashMap<>();
    for (int i = 0; i < scores.length; i++) {
      if (similarities[i] >= question.minSimilarity()) {
        Row row = chosen.get(i).row;
        documents
            .computeIfAbsent(row.document, document -> new ArrayList<>())
            .add(new Match(row.passage, similarities[i], lexicalScores[i], scores[i]));
      }
    }
    List<Found> found = new ArrayList<>();
    for (Row row : rows) {
      List<Match> matches = documents.remove(row.document);
      if (matches != null) {
        matches.sort(Comparator.comparingDouble(Match::score).reversed());
        found.add(new Found(row.document, matches.subList(0, Math.min(question.passages(), matches.size()))));
      }
    }
    found.sort(Comparator.comparingDouble((Found each) -> each.best().score()).reversed());
    return found;
  }

  private static List<Scored> top(List<Scored> all, ToDoubleFunction<Scored> by, int depth) {
    return all.stream().sorted(Comparator.comparingDouble(by).reversed()).limit(depth).toList();
  }
}
