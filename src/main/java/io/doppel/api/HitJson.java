package io.doppel.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.doppel.index.hit.Found.Match;
import io.doppel.retrieval.Explanation;
import io.doppel.retrieval.Highlight;
import io.doppel.retrieval.SearchAnswer;
import io.doppel.retrieval.SearchHit;
import io.doppel.text.CodePoints;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A hit of a search as programs see it. `text` is the best passage, `start` and `end` say where it stands in the
/// document's text, in code points; hits are in the order of `score`,
/// those that a cross-encoder looked at before all others, by `rerank_score`.
public record HitJson(
    int rank,
    String id,
    String title,
    String text,
    int start,
    int end,
    float similarity,
    float lexicalScore,
    float score,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Float rerankScore,
    List<PassageJson> furtherPassages,
    Map<String, String> fields,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable HighlightJson highlight,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Explanation explanation) {

  /// What to look at in the document's text.
  public record HighlightJson(int start, int end, float similarity, List<SpanJson> words) {

    private static HighlightJson of(Highlight highlight, CodePoints points) {
      return new HighlightJson(
          points.at(highlight.sentence().start()),
          points.at(highlight.sentence().end()),
          highlight.similarity(),
          highlight.words().stream()
              .map(word -> new SpanJson(points.at(word.start()), points.at(word.end())))
              .toList());
    }
  }

  /// Where something stands in the document's text.
  public record SpanJson(int start, int end) {}

  /// Another passage of the same document.
  public record PassageJson(String text, int start, int end, float similarity, float lexicalScore, float score) {

    private static PassageJson of(Match match, CodePoints points) {
      return new PassageJson(
          match.passage().text(),
          points.at(match.passage().start()),
          points.at(match.passage().end()),
          match.similarity(),
          match.lexicalScore(),
          (float) match.score());
    }
  }

  /// The hits of an answer.
  ///
  /// @param highlights one for each of the first hits, or none
  /// @param explanations one for each hit, or none
  public static List<HitJson> all(
      SearchAnswer answer, List<Highlight> highlights, List<Explanation> explanations) {
    List<HitJson> all = new ArrayList<>();
    for (int i = 0; i < answer.hits().size(); i++) {
      all.add(
          of(
              answer.hits().get(i),
              i < highlights.size() ? highlights.get(i) : null,
              i < explanations.size() ? explanations.get(i) : null));
    }
    return all;
  }

  private static HitJson of(
      SearchHit hit, @Nullable Highlight highlight, @Nullable Explanation explanation) {
    CodePoints points = CodePoints.of(hit.document().text());
    PassageJson best = PassageJson.of(hit.matches().getFirst(), points);
    return new HitJson(
        hit.rank(),
        hit.document().id(),
        hit.document().title(),
        best.text(),
        best.start(),
        best.end(),
        best.similarity(),
        best.lexicalScore(),
        best.score(),
        hit.rerankScore().isPresent() ? (Float) (float) hit.rerankScore().getAsDouble() : null,
        hit.matches().stream().skip(1).map(match -> PassageJson.of(match, points)).toList(),
        hit.document().fields(),
        highlight == null ? null : HighlightJson.of(highlight, points),
        explanation);
  }
}
