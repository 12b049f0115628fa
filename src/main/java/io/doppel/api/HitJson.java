package io.doppel.api;

import io.doppel.index.Found.Match;
import io.doppel.retrieval.SearchHit;
import io.doppel.text.CodePoints;
import java.util.List;
import java.util.Map;

/// A hit of a search as programs see it. `text` is the best passage, `start` and `end` say where it stands in the
/// document's text, in code points; hits are in the order of `score`.
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
    List<PassageJson> furtherPassages,
    Map<String, String> fields) {

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

  public static HitJson of(SearchHit hit) {
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
        hit.matches().stream().skip(1).map(match -> PassageJson.of(match, points)).toList(),
        hit.document().fields());
  }
}
