package io.doppel.index;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.EncoderFingerprint;
import io.doppel.text.Document;
import io.doppel.text.Passage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.NullMarked;

/// Documents and embeddings made from a seed.
@NullMarked
public final class Samples {

  private final Random random;
  private final int dimension;
  private final float[][] centres;

  public Samples(long seed, int dimension, int clusters) {
    this.random = new Random(seed);
    this.dimension = dimension;
    this.centres = new float[clusters][dimension];
    for (float[] centre : centres) {
      for (int i = 0; i < dimension; i++) {
        centre[i] = (float) random.nextGaussian();
      }
    }
  }

  public static Passport passport(int dimension, String pooling) {
    return Passport.of(
        new EncoderFingerprint(
            "tiny", "a".repeat(64), "b".repeat(64), pooling, "", 128, dimension),
        "sentences");
  }

  /// A text of one cluster, some way off its centre.
  public Embedding embedding() {
    float[] centre = centres[random.nextInt(centres.length)];
    float[] vector = new float[dimension];
    for (int i = 0; i < dimension; i++) {
      vector[i] = centre[i] + 0.7f * (float) random.nextGaussian();
    }
    return Embedding.normalize(vector);
  }

  /// A vector in the plane of the first two axes, so that tests can think in angles.
  public Embedding at(double degrees) {
    float[] vector = new float[dimension];
    vector[0] = (float) Math.cos(Math.toRadians(degrees));
    vector[1] = (float) Math.sin(Math.toRadians(degrees));
    return Embedding.normalize(vector);
  }

  /// A document of one to three passages with gaps between them.
  public static Document document(String id, int passages) {
    StringBuilder text = new StringBuilder("· ");
    for (int i = 0; i < passages; i++) {
      text.append("passage %d of %s 한국어 😀. ".formatted(i, id));
    }
    return new Document(id, "title of " + id, text.toString(), Map.of("lang", "en"));
  }

  public static List<Passage> passages(Document document) {
    List<Passage> passages = new ArrayList<>();
    int from = document.text().indexOf("passage");
    while (from >= 0) {
      int to = document.text().indexOf(". ", from) + 1;
      passages.add(new Passage(document.id(), from, document.text().substring(from, to)));
      from = document.text().indexOf("passage", to);
    }
    return passages;
  }

  public void put(TestIndex index, String id, int passages) throws IOException {
    Document document = document(id, passages);
    List<Passage> parts = passages(document);
    index.put(document, parts, parts.stream().map(part -> embedding()).toList());
  }

  /// Documents `idFROM` to the one before `idTO`, of one passage each, at once.
  public void put(TestIndex index, int from, int to) throws IOException {
    List<EmbeddedDocument> documents = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Document document = document("id" + i, 1);
      documents.add(new EmbeddedDocument(document, passages(document), List.of(embedding())));
    }
    index.put(documents);
  }

  /// A document of one passage, all of its text, at a known place.
  public static void put(TestIndex index, String id, Embedding embedding) throws IOException {
    Document document = Document.of(id, "text of " + id);
    index.put(document, List.of(new Passage(id, 0, document.text())), List.of(embedding));
  }
}
