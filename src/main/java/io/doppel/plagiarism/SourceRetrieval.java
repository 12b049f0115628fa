package io.doppel.plagiarism;

import io.doppel.encoder.CosineScale;
import io.doppel.encoder.Embedding;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.index.hit.Overlap;
import io.doppel.index.hit.Ranked;
import io.doppel.index.query.Depth;
import io.doppel.index.query.Effort;
import io.doppel.index.query.Filter;
import io.doppel.index.query.Question;
import io.doppel.language.hash.HashedWords;
import io.doppel.plagiarism.reading.Reading;
import io.doppel.text.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Finds the documents of a collection that are worth comparing with a suspicious text.
///
/// Copies show in the runs of words that a document shares with the text ([IndexView#sharing]), also where they are
/// short and the text is long. What was edited or put into other words is looked up chunk by chunk, a few sentences
/// each: a document is worth what the best two chunks have in common with it, in rare words and in meaning, beyond what
/// they have in common with just any document. The meaning of a chunk is the mean of its sentences', which alignment
/// needs anyway, so that nothing is embedded twice.
public final class SourceRetrieval {

  /// About the size of the shortest passage that people copy, some sixty words, so that what is copied fills a chunk.
  private static final int CHUNK_WEIGHT = 360;

  /// The most chunks that are looked up; of a longer text every n-th is.
  static final int MAX_CHUNKS = 400;

  /// Documents that are asked for at each chunk, besides those left out; the last of them tells what is usual.
  private static final int DOCUMENTS_PER_CHUNK = 30;

  private static final int PASSAGES_PER_CHUNK = 60;

  private static final int MAX_PER_CHUNK = 1_000;

  /// Documents that are asked for by shared runs of words, besides those left out.
  private static final int MAX_OVERLAPS = 100;

  /// Chunks that a document is judged by: a long text on its subject would win over a short source by many weak ones.
  private static final int BEST_CHUNKS = 2;

  /// What is less alike than this, on the standard scale, is alike by chance.
  private static final double MIN_SIMILARITY = .35;

  /// What a cosine of 1 is worth beside lexical scores, which are about 100 where a chunk was copied.
  private static final double MEANING = 60;

  /// A document that may be a source.
  ///
  /// @param id its id
  /// @param score what it has in common with the text; higher for likelier sources
  public record Candidate(String id, double score) {}

  /// Documents that may be sources, the likeliest first.
  ///
  /// @param list at most as many as asked for
  /// @param truncated whether there were more, or not every chunk was looked up
  public record Candidates(List<Candidate> list, boolean truncated) {

    public Candidates {
      list = List.copyOf(list);
    }
  }

  private final IndexView view;
  private final Consumer<Embedding> asked;

  /// @param view open for as long as this is used
  public SourceRetrieval(IndexView view) {
    this(view, _ -> {});
  }

  /// @param view open for as long as this is used
  /// @param asked hears what is looked up by meaning
  SourceRetrieval(IndexView view, Consumer<Embedding> asked) {
    this.view = view;
    this.asked = asked;
  }

  /// The documents most worth comparing with `text`.
  ///
  /// @param text read with the encoder of the index
  /// @param exclude ids of documents that are no sources
  /// @param limit the most documents, at least 1
  public Candidates candidates(Reading text, Set<String> exclude, int limit) throws IOException {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, got " + limit);
    }
    List<Span> all = chunks(text);
    List<Span> chunks = sample(all);
    Map<String, Double> scores = new HashMap<>();
    byChunks(text, chunks, exclude).forEach((id, evidence) -> scores.put(id, best(evidence)));
    int overlaps = Math.min(MAX_OVERLAPS + exclude.size(), PassageIndex.MAX_HITS);
    for (Overlap overlap : view.sharing(List.of(text.text()), overlaps).getFirst().overlaps()) {
      if (!exclude.contains(overlap.documentId())) {
        scores.merge(overlap.documentId(), overlap.weight(), Double::sum);
      }
    }
    List<Candidate> candidates =
        scores.entrySet().stream()
            .map(entry -> new Candidate(entry.getKey(), entry.getValue()))
            .sorted(Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::id))
            .toList();
    boolean truncated = candidates.size() > limit || chunks.size() < all.size();
    return new Candidates(candidates.stream().limit(limit).toList(), truncated);
  }

  /// For each document, what it has in common with each chunk beyond what is usual.
  private Map<String, List<Double>> byChunks(Reading text, List<Span> chunks, Set<String> exclude)
      throws IOException {
    int documents = Math.min(DOCUMENTS_PER_CHUNK + exclude.size(), MAX_PER_CHUNK);
    int passages = Math.min(PASSAGES_PER_CHUNK + 2 * exclude.size(), MAX_PER_CHUNK);
    Question.Fusion fusion = (cosines, lexicalScores) -> worth(cosines, lexicalScores, text.scale());
    Map<String, List<Double>> evidence = new HashMap<>();
    List<Question> questions = chunks.stream().map(chunk -> question(text, chunk, fusion)).toList();
    questions.forEach(question -> asked.accept(question.meaning()));
    for (List<Ranked> found : view.rank(questions, new Depth(passages, documents), documents)) {
      double usual = found.size() < DOCUMENTS_PER_CHUNK ? 0 : found.getLast().score();
      for (Ranked one : found) {
        double beyond = one.score() - usual;
        if (beyond > 0 && !exclude.contains(one.documentId())) {
          evidence.computeIfAbsent(one.documentId(), id -> new ArrayList<>()).add(beyond);
        }
      }
    }
    return evidence;
  }

  private static double[] worth(float[] cosines, float[] lexicalScores, CosineScale scale) {
    double[] scores = new double[cosines.length];
    for (int i = 0; i < scores.length; i++) {
      double above = Math.max(0, scale.standard(cosines[i]) - MIN_SIMILARITY) / (1 - MIN_SIMILARITY);
      scores[i] = lexicalScores[i] + MEANING * above;
    }
    return scores;
  }

  private static Question question(Reading text, Span chunk, Question.Fusion fusion) {
    Embedding meaning = Embedding.normalize(text.meaning(chunk));
    return new Question(
        Question.By.EITHER, meaning, chunk.of(text.text()), fusion, Filter.EVERYTHING, -1, Effort.APPROXIMATE);
  }

  private static double best(List<Double> evidence) {
    return evidence.stream().sorted(Comparator.reverseOrder()).limit(BEST_CHUNKS).mapToDouble(each -> each).sum();
  }

  /// The text in chunks of consecutive units.
  static List<Span> chunks(Reading text) {
    HashedWords words = text.words();
    List<Span> chunks = new ArrayList<>();
    int first = 0;
    for (int unit = 0; unit < text.size(); unit++) {
      boolean full = words.weight(text.firstWord(first), text.firstWord(unit + 1)) >= CHUNK_WEIGHT;
      if (full || unit == text.size() - 1) {
        chunks.add(new Span(text.unit(first).start(), text.unit(unit).end()));
        first = unit + 1;
      }
    }
    return chunks;
  }

  private static List<Span> sample(List<Span> all) {
    int step = Math.max(1, Math.ceilDiv(all.size(), MAX_CHUNKS));
    List<Span> chunks = new ArrayList<>();
    for (int i = 0; i < all.size(); i += step) {
      chunks.add(all.get(i));
    }
    return chunks;
  }
}
