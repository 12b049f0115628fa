package io.doppel.plagiarism;

import io.doppel.index.IndexView;
import io.doppel.index.hit.Sharing;
import io.doppel.language.hash.Winnowing;
import io.doppel.plagiarism.alignment.Case;
import io.doppel.plagiarism.exclusion.Bibliography;
import io.doppel.plagiarism.exclusion.Exclusions;
import io.doppel.plagiarism.exclusion.Quotations;
import io.doppel.plagiarism.exclusion.Reason;
import io.doppel.text.Document;
import io.doppel.text.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Says which cases of one suspicious text do not count, and why. Immutable; any thread may ask while its view is open.
public final class Exempt {

  /// A case is left out if so much of it lies in what is left out.
  private static final double MOST = .8;

  /// So many documents have a set phrase, and so much of it.
  private static final int MANY_DOCUMENTS = 5;

  private static final double MOST_OF_A_PHRASE = .5;

  private final IndexView view;
  private final String text;
  private final Exclusions leaveOut;
  private final Map<Reason, List<Span>> spans = new EnumMap<>(Reason.class);

  /// @param text the suspicious text as it came
  /// @param template where it says what texts that everybody may use say too
  public Exempt(IndexView view, String text, List<Span> template, Exclusions leaveOut) {
    this.view = view;
    this.text = text;
    this.leaveOut = leaveOut;
    if (leaveOut.quotations()) {
      spans.put(Reason.QUOTATION, Quotations.of(text));
    }
    if (leaveOut.bibliography()) {
      spans.put(Reason.BIBLIOGRAPHY, Bibliography.of(text));
    }
    spans.put(Reason.BASE, List.copyOf(template));
  }

  /// Why each of these cases is left out; empty if it counts.
  ///
  /// @param found cases of the suspicious text
  /// @param source where they were found
  public List<Optional<Reason>> reasons(List<Case> found, Document source) throws IOException {
    List<Optional<Reason>> reasons = new ArrayList<>(found.stream().map(one -> reason(one, source)).toList());
    if (leaveOut.common()) {
      List<Integer> open = IntStream.range(0, found.size()).filter(i -> reasons.get(i).isEmpty()).boxed().toList();
      List<String> passages = open.stream().map(i -> found.get(i).here().of(text)).toList();
      List<Sharing> sharing = view.sharing(passages, MANY_DOCUMENTS);
      for (int i = 0; i < sharing.size(); i++) {
        if (isCommon(passages.get(i), sharing.get(i))) {
          reasons.set(open.get(i), Optional.of(Reason.COMMON));
        }
      }
    }
    return reasons;
  }

  /// What is seen without looking at other documents.
  private Optional<Reason> reason(Case found, Document source) {
    if (!leaveOut.author().isEmpty() && leaveOut.author().equalsIgnoreCase(author(source))) {
      return Optional.of(Reason.AUTHOR);
    }
    for (Map.Entry<Reason, List<Span>> entry : spans.entrySet()) {
      if (covered(found.here(), entry.getValue()) >= MOST * found.here().length()) {
        return Optional.of(entry.getKey());
      }
    }
    return Optional.empty();
  }

  /// Part of the text, from 0 to 1, that lies in some case and not in what is left out of it: a case that reaches
  /// beyond a template counts by what is beyond.
  ///
  /// @param cases that count
  /// @param accepted those of them that count with all that they are, as somebody said so
  public double coverage(List<Case> cases, List<Case> accepted) {
    BitSet counted = new BitSet(text.length());
    cases.forEach(found -> counted.set(found.here().start(), found.here().end()));
    spans.values().forEach(left -> left.forEach(span -> counted.clear(span.start(), span.end())));
    accepted.forEach(found -> counted.set(found.here().start(), found.here().end()));
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

  /// @param sharing with the first documents that share runs of words with it
  private static boolean isCommon(String passage, Sharing sharing) {
    double most = MOST_OF_A_PHRASE * Winnowing.of(passage).length;
    return (sharing.widespread() > 0 && sharing.widespread() >= most)
        || (sharing.overlaps().size() == MANY_DOCUMENTS
            && sharing.overlaps().stream().allMatch(overlap -> overlap.fingerprints() >= most));
  }
}
