package io.doppel.api;

import io.doppel.retrieval.SearchHit;
import io.doppel.text.CodePoints;
import java.util.Map;

/// A hit of a search as programs see it. `text` is the best passage, `start` and `end` say where it stands in the
/// document's text, in code points.
public record HitJson(
    int rank,
    String id,
    String title,
    String text,
    int start,
    int end,
    float similarity,
    Map<String, String> fields) {

  public static HitJson of(SearchHit hit) {
    CodePoints points = CodePoints.of(hit.document().text());
    return new HitJson(
        hit.rank(),
        hit.document().id(),
        hit.document().title(),
        hit.passage().text(),
        points.at(hit.passage().start()),
        points.at(hit.passage().end()),
        hit.similarity(),
        hit.document().fields());
  }
}
