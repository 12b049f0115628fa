package io.doppel.retrieval;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.language.term.Language;
import io.doppel.language.term.SharedWords;
import io.doppel.text.Passage;
import io.doppel.text.Sentences;
import io.doppel.text.Span;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Finds what to look at in hits. Reads the sentences of all hits with the model, in one go.
///
/// @param language of the words, as the collection takes them
record Highlighter(Language language, Encoder encoder, String query) {

  /// In a passage of more sentences, such as a list, the later ones are not looked at.
  private static final int MAX_SENTENCES = 64;

  /// One for each hit.
  List<Highlight> of(List<SearchHit> hits) {
    List<List<Span>> sentences = hits.stream().map(hit -> sentences(hit.passage().text())).toList();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < hits.size(); i++) {
      String passage = hits.get(i).passage().text();
      sentences.get(i).forEach(sentence -> texts.add(sentence.of(passage)));
    }
    Iterator<Float> similarities = similarities(texts).iterator();
    List<Highlight> highlights = new ArrayList<>();
    for (int i = 0; i < hits.size(); i++) {
      highlights.add(highlight(hits.get(i), sentences.get(i), similarities));
    }
    return highlights;
  }

  /// The similarity of each text with the query.
  private List<Float> similarities(List<String> texts) {
    if (texts.isEmpty()) {
      return List.of();
    }
    Embedding asked = encoder.encode(query, Prompt.QUERY);
    return encoder.encode(texts, Prompt.DOCUMENT).stream().map(asked::cosine).toList();
  }

  /// The sentences to choose from; none where there is no choice.
  private static List<Span> sentences(String passage) {
    List<Span> sentences = Sentences.of(passage);
    return sentences.size() < 2 ? List.of() : sentences.subList(0, Math.min(MAX_SENTENCES, sentences.size()));
  }

  private Highlight highlight(
      SearchHit hit, List<Span> sentences, Iterator<Float> similarities) {
    Passage passage = hit.passage();
    Span nearest = new Span(0, passage.text().length());
    float highest = sentences.isEmpty() ? hit.similarity() : Float.NEGATIVE_INFINITY;
    for (Span sentence : sentences) {
      float similarity = similarities.next();
      if (similarity > highest) {
        highest = similarity;
        nearest = sentence;
      }
    }
    List<Span> words = SharedWords.find(language, query, passage.text());
    return new Highlight(
        moved(nearest, passage.start()),
        highest,
        words.stream().map(word -> moved(word, passage.start())).toList());
  }

  private static Span moved(Span span, int by) {
    return new Span(span.start() + by, span.end() + by);
  }
}
