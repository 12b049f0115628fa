package io.doppel.plagiarism;

import io.doppel.index.Overlap;
import io.doppel.index.PassageIndex;
import io.doppel.plagiarism.alignment.Case;
import io.doppel.plagiarism.alignment.TextAlignment;
import io.doppel.plagiarism.exclusion.Bibliography;
import io.doppel.plagiarism.exclusion.Exclusions;
import io.doppel.plagiarism.exclusion.Quotations;
import io.doppel.plagiarism.exclusion.Reason;
import io.doppel.plagiarism.reading.Reading;
import io.doppel.text.Document;
import io.doppel.text.Span;
import io.doppel.language.hash.Winnowing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Says which cases of one suspicious text do not count, and why. Immutable; any thread may ask.
public final class Exempt {

  /// A case is left out if so much of it lies in what is left out.
  private static final double MOST = .8;

  /// So many documents have a set phrase, and so much of it.
  private static final int MANY_DOCUMENTS = 5;

  private static final double MOST_OF_A_PHRASE = .5;

  private final PassageIndex index;
  private final String text;
  private final Exclusions leaveOut;
  private final Map<Reason, List<Span>> spans = new EnumMap<>(Reason.class);

  /// @param text the suspicious text as it came
  /// @param here the same, read
  /// @param bases texts that everybody may use
  public Exempt(
      PassageIndex index, String text, Reading here, List<Reading> bases, TextAlignment alignment, Exclusions leaveOut) {
    this.index = index;
    this.text = text;
    this.leaveOut = leaveOut;
    if (leaveOut.quotations()) {
      spans.put(Reason.QUOTATION, Quotations.of(text));
    }
    if (leaveOut.bibliography()) {
      spans.put(Reason.BIBLIOGRAPHY, Bibliography.of(text));
    }
    List<Span> template = new ArrayList<>();
    for (Reading base : bases) {
      alignment.align(here, base).forEach(found -> template.add(found.here()));
    }
    spans.put(Reason.BASE, template);
  }

  /// Why a case is left out; empty if it counts.
  ///
  /// @param found a case of the suspicious text
  /// @param source where it was found
  public Optional<Reason> reason(Case found, Document source) throws IOException {
    if (!leaveOut.author().isEmpty() && leaveOut.author().equalsIgnoreCase(author(source))) {
      return Optional.of(Reason.AUTHOR);
    }
    for (Map.Entry<Reason, List<Span>> entry : spans.entrySet()) {
      if (covered(found.here(), entry.getValue()) >= MOST * found.here().length()) {
        return Optional.of(entry.getKey());
      }
    }
    return leaveOut.common() && isCommon(found.here().of(text)) ? Optional.of(Reason.COMMON) : Optional.empty();
  }

  /// Part of the text, from 0 to 1, that lies in some case and not in what is left out of it: a case that reaches beyond a
  /// template counts by what is beyond.
  public double coverage(List<Case> cases) {
    BitSet counted = new BitSet(text.length());
    cases.forEach(found -> counted.set(found.here().start(), found.here().end()));
    spans.values().forEach(left -> left.forEach(span -> counted.clear(span.start(), span.end())));
    return text.isEmpty() ? 0 : (double) counted.cardinality() / text.length();
  }

  private static String author(Document source) {
    return source.fields().getOrDefault("author", "").strip();
  }

  /// Number of characters of a span that lie in others, which may overlap.
  private static int covered(Span span, List<Span> others) {
    int covered = 0;
    int end = span.start();
    for (Span other : others.stream().sorted(java.util.Comparator.comparingInt(Span::start)).toList()) {
      int to = Math.min(span.end(), other.end());
      covered += Math.max(0, to - Math.max(end, other.start()));
      end = Math.max(end, to);
    }
    return covered;
  }

  private boolean isCommon(String passage) throws IOException {
    int fingerprints = Winnowing.of(passage).length;
    List<Overlap> overlaps = index.sharing(passage, MANY_DOCUMENTS);
    return overlaps.size() == MANY_DOCUMENTS
        && overlaps.stream().allMatch(overlap -> overlap.fingerprints() >= MOST_OF_A_PHRASE * fingerprints);
  }
}
