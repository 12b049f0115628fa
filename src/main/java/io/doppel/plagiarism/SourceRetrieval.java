package io.doppel.plagiarism;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.index.Effort;
import io.doppel.index.Hit;
import io.doppel.index.PassageIndex;
import io.doppel.plagiarism.reading.Reading;
import io.doppel.text.Span;
import io.doppel.text.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds the documents of a collection that are worth comparing with a suspicious text: the text is looked up chunk by
/// chunk, and a document counts what its best passage has in common with each chunk, summed over the chunks.
public final class SourceRetrieval {

  /// About the size of the shortest passage that people copy, some sixty words, so that what is copied fills a chunk.
  private static final int CHUNK_WEIGHT = 360;

  /// The most chunks that are looked up; of a longer text every n-th is.
  static final int MAX_CHUNKS = 400;

  /// Passages that are asked for at each chunk, besides those of documents left out.
  private static final int PASSAGES_PER_CHUNK = 50;

  private static final int MAX_PASSAGES_PER_CHUNK = 1_000;

  /// What is less alike than this is alike by chance, and would only add up over the chunks of a long text.
  private static final double MIN_SIMILARITY = .35;

  /// A document that may be a source.
  ///
  /// @param id its id
  /// @param score the sum, over the chunks, of what its best passage's cosine has above what is alike by chance
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

  private final PassageIndex index;
  private final Encoder encoder;

  public SourceRetrieval(PassageIndex index, Encoder encoder) {
    this.index = index;
    this.encoder = encoder;
  }

  /// The documents most worth comparing with `text`.
  ///
  /// @param exclude ids of documents that are no sources
  /// @param limit the most documents, at least 1
  public Candidates candidates(String text, Set<String> exclude, int limit) throws IOException {
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, got " + limit);
    }
    List<String> all = chunks(text);
    List<String> chunks = sample(all);
    int passages = Math.min(PASSAGES_PER_CHUNK + exclude.size() * 2, MAX_PASSAGES_PER_CHUNK);
    Map<String, Double> scores = new HashMap<>();
    for (Embedding chunk : encoder.encode(chunks, Prompt.QUERY)) {
      Map<String, Double> best = new HashMap<>();
      for (Hit hit : index.nearest(chunk, passages, Effort.APPROXIMATE).list()) {
        double above = hit.similarity() - MIN_SIMILARITY;
        if (above > 0 && !exclude.contains(hit.passage().documentId())) {
          best.merge(hit.passage().documentId(), above, Math::max);
        }
      }
      best.forEach((id, above) -> scores.merge(id, above, Double::sum));
    }
    List<Candidate> candidates =
        scores.entrySet().stream()
            .map(entry -> new Candidate(entry.getKey(), entry.getValue()))
            .sorted(Comparator.comparingDouble(Candidate::score).reversed().thenComparing(Candidate::id))
            .toList();
    boolean truncated = candidates.size() > limit || chunks.size() < all.size();
    return new Candidates(candidates.stream().limit(limit).toList(), truncated);
  }

  /// The text in chunks of consecutive units.
  static List<String> chunks(String text) {
    Words words = Words.of(text);
    List<String> chunks = new ArrayList<>();
    int start = -1;
    for (Span unit : Reading.units(text)) {
      start = start < 0 ? unit.start() : start;
      if (words.weight(words.firstFrom(start), words.firstFrom(unit.end())) >= CHUNK_WEIGHT) {
        chunks.add(text.substring(start, unit.end()));
        start = -1;
      }
    }
    if (start >= 0) {
      chunks.add(text.substring(start));
    }
    return chunks;
  }

  private static List<String> sample(List<String> all) {
    int step = Math.max(1, Math.ceilDiv(all.size(), MAX_CHUNKS));
    List<String> chunks = new ArrayList<>();
    for (int i = 0; i < all.size(); i += step) {
      chunks.add(all.get(i));
    }
    return chunks;
  }
}
