package io.doppel.plagiarism.batch;

import io.doppel.encoder.Encoder;
import io.doppel.plagiarism.Exempt;
import io.doppel.plagiarism.assessment.Sketch;
import io.doppel.plagiarism.reading.Reading;
import io.doppel.text.Document;
import io.doppel.text.disguise.Disguise;
import io.doppel.text.disguise.PlainText;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// One text of a run. It is read when it is aligned, which takes an embedding of each sentence, and what is known of it
/// from an earlier run needs no reading. One thread at a time.
final class ComparedText {

  private final Document document;
  private final String hash;
  private final Encoder encoder;
  private @Nullable Reading reading;
  private @Nullable Sketch sketch;
  private @Nullable Exempt exempt;

  /// Finds out what of a text does not count.
  @FunctionalInterface
  interface Exemption {
    Exempt of(ComparedText text) throws IOException;
  }

  /// @param hash of its content
  ComparedText(Document document, String hash, Encoder encoder) {
    this.document = document;
    this.hash = hash;
    this.encoder = encoder;
  }

  Document document() {
    return document;
  }

  String id() {
    return document.id();
  }

  String text() {
    return document.text();
  }

  String hash() {
    return hash;
  }

  String author() {
    return document.fields().getOrDefault("author", "").strip();
  }

  boolean isBySameAuthor(ComparedText other) {
    return !author().isEmpty() && author().equalsIgnoreCase(other.author());
  }

  Reading reading() {
    if (reading == null) {
      reading = Reading.of(id(), text(), encoder);
    }
    return reading;
  }

  /// What of it does not count, found out once.
  Exempt exempt(Exemption exemption) throws IOException {
    if (exempt == null) {
      exempt = exemption.of(this);
    }
    return exempt;
  }

  Sketch sketch() {
    if (sketch == null) {
      sketch = Sketch.of(text());
    }
    return sketch;
  }

  /// Number of its letters that are exchanged or hidden.
  int disguised() {
    return PlainText.of(text()).disguises().stream().mapToInt(Disguise::letters).sum();
  }
}
