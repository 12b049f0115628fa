package io.doppel.text.disguise;

import io.doppel.text.Span;
import io.doppel.text.disguise.Disguise.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A text as people read it: without letters that only look like others, characters that nobody sees, and spaces
/// between the letters of words, so that a copy is found in spite of them. Each place of it can be shown in the
/// original. Most texts are the same as their plain text. Immutable.
public final class PlainText {

  /// Disguised words that stand no further apart are one place.
  private static final int MAX_GAP = 40;

  private final Rewriting rewriting;
  private final List<Disguise> disguises;

  private PlainText(Rewriting rewriting, List<Disguise> disguises) {
    this.rewriting = rewriting;
    this.disguises = disguises;
  }

  public static PlainText of(String original) {
    List<Place> places = new ArrayList<>();
    Rewriting plain = Rewriting.of(original);
    plain = undone(plain, Hidden.in(plain.text()), places);
    plain = undone(plain, LookAlikes.in(plain.text()), places);
    plain = undone(plain, Spaced.in(plain.text()), places);
    Rewriting done = plain;
    return new PlainText(
        done,
        places.stream()
            .sorted(Comparator.comparingInt((Place place) -> place.where.start()).thenComparing(Place::kind))
            .map(place -> new Disguise(place.kind, place.where, place.letters, done.plain(place.where).strip()))
            .toList());
  }

  /// A text that is taken as it is.
  public static PlainText asItIs(String original) {
    return new PlainText(Rewriting.of(original), List.of());
  }

  /// What people read.
  public String text() {
    return rewriting.text();
  }

  /// Where a part of [#text()] stands in the original.
  public Span original(Span span) {
    return rewriting.original(span);
  }

  /// Where letters were exchanged or hidden, in the order of the original.
  public List<Disguise> disguises() {
    return disguises;
  }

  private record Place(Kind kind, Span where, int letters) {}

  private static Rewriting undone(Rewriting text, List<Correction> findings, List<Place> places) {
    int known = places.size();
    for (Correction finding : findings) {
      if (finding.letters() > 0) {
        add(new Place(finding.kind(), text.original(finding.where()), finding.letters()), places, known);
      }
    }
    return text.with(findings.stream().flatMap(finding -> finding.edits().stream()).toList());
  }

  /// Adds a place, or makes one of it and the last one of its kind.
  private static void add(Place place, List<Place> places, int known) {
    for (int i = places.size() - 1; i >= Math.max(known, places.size() - 2); i--) {
      Place last = places.get(i);
      if (last.kind == place.kind && place.where.start() - last.where.end() <= MAX_GAP) {
        places.set(
            i, new Place(place.kind, new Span(last.where.start(), place.where.end()), last.letters + place.letters));
        return;
      }
    }
    places.add(place);
  }
}
