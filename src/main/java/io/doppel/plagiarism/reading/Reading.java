package io.doppel.plagiarism.reading;

import io.doppel.encoder.CosineScale;
import io.doppel.encoder.CosineScales;
import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.Prompt;
import io.doppel.text.Sentences;
import io.doppel.text.Span;
import io.doppel.language.hash.HashedWords;
import io.doppel.text.disguise.Disguise;
import io.doppel.text.disguise.PlainText;
import io.doppel.vector.Matrix;
import io.doppel.vector.Vectors;
import java.util.ArrayList;
import java.util.List;

/// A text as alignment sees it: its words, its units with their embeddings. Immutable; made once, aligned with many.
///
/// What is read is the plain text ([PlainText]); [#original(Span)] leads back to the text as it came.
///
/// A unit is a sentence. Very short ones are joined with the next one, very long ones (a list, a text without full
/// stops) are cut, so that a unit is long enough to be recognised and short enough to say where something stands.
public final class Reading {

  /// Below three words a sentence says too little to be found again (Sanchez-Perez et al., 2014).
  private static final int MIN_WORDS = 3;

  /// Some forty English words: twice a usual sentence.
  private static final int MAX_WEIGHT = 240;

  private final String id;
  private final PlainText plain;
  private final String text;
  private final HashedWords words;
  private final List<Span> units;
  private final int[] firstWords;
  private final Matrix vectors;
  private final CosineScales scales;
  private final String language;

  private Reading(String id, PlainText plain, List<Span> units, List<Embedding> embeddings, CosineScales scales) {
    if (units.size() != embeddings.size()) {
      throw new IllegalArgumentException(
          "each unit needs one embedding, got %d units and %d embeddings".formatted(units.size(), embeddings.size()));
    }
    this.id = id;
    this.plain = plain;
    this.text = plain.text();
    this.words = HashedWords.of(text);
    this.units = List.copyOf(units);
    this.firstWords = new int[units.size() + 1];
    for (int i = 0; i < units.size(); i++) {
      firstWords[i] = words.firstFrom(units.get(i).start());
    }
    firstWords[units.size()] = words.size();
    this.scales = scales;
    this.language = scales.language(text);
    this.vectors = Matrix.of(embeddings.stream().map(Embedding::toArray).toList());
  }

  /// Reads a text, as it is, whose units are embedded already, on the standard scale.
  ///
  /// @param id names the text in cases, may be empty
  /// @param units what [#units(String)] gave
  /// @param embeddings one for each unit
  public static Reading of(String id, String text, List<Span> units, List<Embedding> embeddings) {
    return new Reading(id, PlainText.asItIs(text), units, embeddings, CosineScales.STANDARD);
  }

  /// Reads a text and embeds its units.
  public static Reading of(String id, String text, Encoder encoder) {
    PlainText plain = PlainText.of(text);
    List<Span> units = units(plain.text());
    return new Reading(
        id,
        plain,
        units,
        encoder.encode(units.stream().map(unit -> unit.of(plain.text())).toList(), Prompt.NONE),
        encoder.scales());
  }

  /// The units of a text in their order. They do not overlap; what lies between them has no words.
  public static List<Span> units(String text) {
    HashedWords words = HashedWords.of(text);
    List<Span> units = new ArrayList<>();
    int first = 0;
    List<Span> sentences = Sentences.of(text);
    for (int i = 0; i < sentences.size(); i++) {
      int behind = words.firstFrom(sentences.get(i).end());
      boolean last = i == sentences.size() - 1;
      if (behind - first >= MIN_WORDS || (last && behind > first)) {
        cut(words, first, behind, sentences.get(i).end(), units);
        first = behind;
      }
    }
    return units;
  }

  /// Adds the words from `first` to `behind` as units of about equal weight.
  private static void cut(HashedWords words, int first, int behind, int end, List<Span> units) {
    int weight = words.weight(first, behind);
    int parts = Math.ceilDiv(weight, MAX_WEIGHT);
    int from = first;
    for (int part = 1; part < parts; part++) {
      int to = from + 1;
      while (to < behind - 1 && words.weight(first, to) < (long) weight * part / parts) {
        to++;
      }
      if (to >= behind) {
        break;
      }
      units.add(new Span(words.start(from), words.end(to - 1)));
      from = to;
    }
    units.add(new Span(words.start(from), Math.max(end, words.end(behind - 1))));
  }

  /// Where the cosines of its vectors lie, with those of texts in its language.
  public CosineScale scale() {
    return scales.usual();
  }

  /// Where the cosines of its vectors lie with those of `other`, by the languages of both.
  public CosineScale scale(Reading other) {
    return scales.between(language, other.language);
  }

  public String id() {
    return id;
  }

  /// The plain text, which all offsets of this class but [#original(Span)] point into.
  public String text() {
    return text;
  }

  /// Where a part of the plain text stands in the text that was given.
  public Span original(Span span) {
    return plain.original(span);
  }

  /// Where letters of the text that was given are exchanged or hidden.
  public List<Disguise> disguises() {
    return plain.disguises();
  }

  /// Number of units.
  public int size() {
    return units.size();
  }

  /// Where a unit stands in the text.
  public Span unit(int unit) {
    return units.get(unit);
  }

  public HashedWords words() {
    return words;
  }

  /// The first word of a unit; of [#size()], the number of words.
  public int firstWord(int unit) {
    return firstWords[unit];
  }

  /// The unit a word is in.
  public int unitOf(int word) {
    int found = java.util.Arrays.binarySearch(firstWords, 0, size(), word);
    return found >= 0 ? found : Math.max(0, -found - 2);
  }

  /// The vectors of the units, a row each, of unit length. Not to be changed.
  public Matrix vectors() {
    return vectors;
  }

  /// The mean of the vectors of the units in `span`, each weighted by how much of it lies inside; of unit length, or
  /// all zero if there is none.
  public float[] meaning(Span span) {
    float[] sum = new float[vectors.columns()];
    for (int i = unitOf(words.firstFrom(span.start())); i < size() && unit(i).start() < span.end(); i++) {
      int inside = Math.min(span.end(), unit(i).end()) - Math.max(span.start(), unit(i).start());
      if (inside > 0) {
        Vectors.add(sum, inside, vectors.row(i));
      }
    }
    return Vectors.unit(sum);
  }
}
