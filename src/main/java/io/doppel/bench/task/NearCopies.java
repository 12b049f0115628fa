package io.doppel.bench.task;

import io.doppel.encoder.Embedding;
import io.doppel.index.EmbeddedDocument;
import io.doppel.index.IndexView;
import io.doppel.index.PassageIndex;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// As many documents of one passage as are wanted: the passages of a collection, and beyond their number near copies of
/// them, each without one of its words and turned aside at random to a cosine of .8. Two copies of one passage are at
/// .64. The same ones each time.
final class NearCopies {

  private static final double COPY = .8;
  private static final long SEED = 1;

  private final PassageIndex to;
  private final int wanted;
  private final Random random = new Random(SEED);
  private final List<EmbeddedDocument> batch = new ArrayList<>();
  private int made;
  private boolean copies;

  private NearCopies(PassageIndex to, int wanted) {
    this.to = to;
    this.wanted = wanted;
  }

  /// Puts so many documents into an index that is empty, named `p` and their number.
  ///
  /// @param from with one passage at least
  static void fill(PassageIndex to, IndexView from, int wanted) throws IOException {
    NearCopies filling = new NearCopies(to, wanted);
    try {
      while (filling.made < wanted) {
        from.scan(filling::add);
        filling.copies = true;
      }
      filling.put();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    to.publish();
  }

  private void add(EmbeddedDocument document) {
    for (int i = 0; i < document.passages().size() && made < wanted; i++) {
      Embedding embedding = document.embeddings().get(i);
      String said = document.passages().get(i).text();
      String text = copies ? shortened(said) : said;
      String id = "p%07d".formatted(made);
      made++;
      batch.add(
          new EmbeddedDocument(
              new Document(id, "", text, Map.of()),
              List.of(new Passage(id, 0, text)),
              List.of(copies ? embedding.turned(COPY, random) : embedding)));
      if (batch.size() == PassageIndex.MAX_HITS) {
        put();
      }
    }
  }

  private String shortened(String text) {
    List<String> words = new ArrayList<>(List.of(text.split(" ")));
    if (words.size() > 1) {
      words.remove(random.nextInt(words.size()));
    }
    return String.join(" ", words);
  }

  private void put() {
    try {
      to.put(batch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    batch.clear();
  }
}
