package io.doppel.examination;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.index.EmbeddedDocument;
import io.doppel.index.IndexView;
import io.doppel.index.query.Filter;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import io.doppel.text.PassageSplitter;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Draws texts at random: of each drawn document one passage, as the encoder reads it.
record Sample(PassageSplitter splitter, RandomGenerator random) {

  /// Documents that are read, and texts that are embedded, in one go.
  static final int TOGETHER = 64;

  /// Documents whose fields are looked at in one go.
  private static final int LOOKED_AT = 1000;

  /// Texts of the collection, and those of it that are new.
  record Divided(List<Examined> stored, List<Examined> fresh) {}

  /// Of the collection, the documents that pass and the others; each document is looked at once.
  Divided divided(IndexView view, Filter fresh, int count) throws IOException {
    Draw<String> passing = new Draw<>(count, random.nextLong());
    Draw<String> others = new Draw<>(count, random.nextLong());
    List<String> ids = view.documentIds("", LOOKED_AT);
    while (!ids.isEmpty()) {
      Cancellation.check();
      view.documents(ids).forEach((id, document) ->
          (fresh.passes(document.fields()) ? passing : others).offer(id, id));
      ids = view.documentIds(ids.getLast(), LOOKED_AT);
    }
    return new Divided(examined(view, others.drawn()), examined(view, passing.drawn()));
  }

  /// Of the collection.
  List<Examined> stored(IndexView view, int count) throws IOException {
    List<String> ids = new ArrayList<>();
    view.sampleDocuments(count, random, (document, _) -> ids.add(document.id()));
    return examined(view, ids);
  }

  private List<Examined> examined(IndexView view, List<String> unordered) throws IOException {
    // In no particular order they came.
    List<String> ids = unordered.stream().sorted().toList();
    List<Examined> drawn = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += TOGETHER) {
      Cancellation.check();
      for (EmbeddedDocument each :
          view.embedded(ids.subList(from, Math.min(from + TOGETHER, ids.size()))).values()) {
        int passage = random.nextInt(each.passages().size());
        drawn.add(
            new Examined(
                each.document(),
                splitter.embeddingText(each.document(), each.passages().get(passage)),
                each.embeddings().get(passage)));
      }
    }
    return drawn;
  }

  /// Of documents that are in no collection.
  List<Examined> fresh(List<Document> documents, int count, Encoder encoder) {
    Draw<Document> draw = new Draw<>(count, random.nextLong());
    documents.forEach(document -> draw.offer(document.id(), document));
    List<Document> drawn = draw.drawn();
    List<Examined> fresh = new ArrayList<>();
    for (int from = 0; from < drawn.size(); from += TOGETHER) {
      Cancellation.check();
      List<Document> some = drawn.subList(from, Math.min(from + TOGETHER, drawn.size()));
      List<String> texts = some.stream().map(this::passage).toList();
      List<Embedding> embeddings = encoder.encode(texts, Prompt.DOCUMENT);
      for (int i = 0; i < some.size(); i++) {
        fresh.add(new Examined(some.get(i), texts.get(i), embeddings.get(i)));
      }
    }
    return fresh;
  }

  private String passage(Document document) {
    List<Passage> passages = splitter.split(document);
    return splitter.embeddingText(document, passages.get(random.nextInt(passages.size())));
  }
}
