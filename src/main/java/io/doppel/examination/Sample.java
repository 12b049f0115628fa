package io.doppel.examination;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.index.EmbeddedDocument;
import io.doppel.index.IndexView;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import io.doppel.text.PassageSplitter;
import io.doppel.work.Cancellation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/// Draws texts at random: of each drawn document one passage, as the encoder reads it.
record Sample(PassageSplitter splitter, RandomGenerator random) {

  /// Documents that are read, and texts that are embedded, in one go.
  static final int TOGETHER = 64;

  /// Of the collection.
  List<Examined> stored(IndexView view, int count) throws IOException {
    List<String> ids = new ArrayList<>();
    view.sampleDocuments(count, random, (document, _) -> ids.add(document.id()));
    // In no particular order they came.
    Collections.sort(ids);
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
