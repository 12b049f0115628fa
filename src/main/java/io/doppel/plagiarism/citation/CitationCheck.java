package io.doppel.plagiarism.citation;

import io.doppel.plagiarism.alignment.Case;
import io.doppel.plagiarism.alignment.Kind;
import io.doppel.plagiarism.citation.CitedAs.Work;
import io.doppel.plagiarism.exclusion.Quotations;
import io.doppel.text.Document;
import io.doppel.text.Sentences;
import io.doppel.text.Span;
import io.doppel.work.Cancellation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Says of the passages of one text how it names their sources. Thread-safe.
public final class CitationCheck {

  /// So much of a passage in quotation marks is all of it.
  private static final double ALL = .8;

  /// Characters of a quotation that are more than a name or a term.
  private static final int MIN_QUOTED = 15;

  /// A citation of a quotation stands at most so many characters behind it, as a few words lead to it.
  private static final int MAX_BEHIND = 60;

  /// What stands between the end of a sentence and its citation.
  private static final int MAX_GAP = 3;

  /// Works that are named around one passage; who names more has no sentences.
  private static final int MAX_WORKS = 200;

  private static final Pattern SENTENCE_END = Pattern.compile("[.!?。]\\s");

  private final String text;
  private final List<Span> quotations;
  private final List<Citation> citations;
  private final References references;
  private final List<Span> sentences;

  public CitationCheck(String text) {
    this.text = text;
    this.quotations = Quotations.marked(text).stream().filter(span -> span.length() >= MIN_QUOTED).toList();
    this.references = References.of(text);
    this.citations = Citations.of(text).stream().filter(this::isOne).toList();
    this.sentences = Sentences.of(text);
  }

  /// A number, or a name with a page, may be anything, such as an exponent or (Apollo 11), unless some entry or note is
  /// named so, or a quotation ends before it.
  private boolean isOne(Citation citation) {
    Cancellation.check();
    int before = firstFrom(quotations, Span::end, citation.where().start() + 1) - 1;
    return citation.works().stream().anyMatch(work -> !work.year().isEmpty() || references.of(work).isPresent())
        || (before >= 0 && citation.where().start() - quotations.get(before).end() <= MAX_BEHIND);
  }

  /// How the text names the source of a passage; empty if it neither quotes nor cites.
  ///
  /// @param source where the passage was found
  /// @throws CancellationException once nobody waits for it
  public Optional<CitedAs> of(Case found, Document source) {
    Span here = found.here();
    List<Span> quoted = quotations.stream().filter(span -> common(span, here) >= MIN_QUOTED).toList();
    int inMarks = quoted.stream().mapToInt(span -> common(span, here)).sum();
    List<Citation> cited = new ArrayList<>();
    for (int i = 0; i < quoted.size() && cited.size() < MAX_WORKS; i++) {
      Span span = quoted.get(i);
      Cancellation.check();
      within(new Span(sentence(span.start()).start(), span.end() + MAX_BEHIND + 1))
          .filter(one -> isOf(one, span))
          .limit(MAX_WORKS)
          .forEach(cited::add);
    }
    if (inMarks >= ALL * here.length()) {
      return Optional.of(
          cited.isEmpty()
              ? new CitedAs(CitedAs.Kind.QUOTED_WITHOUT_SOURCE, "", "", Work.UNKNOWN)
              : told(CitedAs.Kind.QUOTED_AND_CITED, cited, source));
    }
    if (cited.isEmpty()) {
      Span around = around(here);
      within(new Span(Math.max(0, around.start() - Citations.MAX_LENGTH), around.end()))
          .filter(one -> common(one.where(), around) > 0)
          .limit(MAX_WORKS)
          .forEach(cited::add);
    }
    boolean isCopied = found.kind() == Kind.VERBATIM || found.kind() == Kind.LIGHT || !quoted.isEmpty();
    return cited.isEmpty()
        ? Optional.empty()
        : Optional.of(
            told(isCopied ? CitedAs.Kind.COPIED_BEYOND_QUOTATION : CitedAs.Kind.CITED, cited, source));
  }

  /// Whether a citation stands right behind a quotation, or before it in its sentence.
  private boolean isOf(Citation one, Span quoted) {
    int gap = one.where().start() - quoted.end();
    if (gap >= 0) {
      return gap <= MAX_BEHIND
          && noneEndsBetween(quoted.end(), one.where().start())
          && leadsTo(text.substring(quoted.end(), one.where().start()), text.charAt(one.where().start()));
    }
    return one.where().end() <= quoted.start() && sentence(quoted.start()).start() <= one.where().start();
  }

  private boolean noneEndsBetween(int from, int to) {
    int next = firstFrom(quotations, Span::start, from);
    return next == quotations.size() || quotations.get(next).end() > to;
  }

  /// Whether what stands between a quotation and a citation belongs to both: it goes on with the sentence, or the
  /// sentence is over and the citation stands right behind it.
  private static boolean leadsTo(String between, char first) {
    boolean isOver = SENTENCE_END.matcher(between).find();
    return between.indexOf('\n') < 0
        && (!isOver || (!Character.isLetter(first) && between.strip().length() <= MAX_GAP));
  }

  /// The sentences that a passage lies in, with a citation behind the last.
  private Span around(Span passage) {
    Span last = sentence(Math.max(passage.start(), passage.end() - 1));
    int end = last.end();
    return within(new Span(end, end + MAX_GAP + 1))
        .filter(one -> text.substring(end, one.where().start()).isBlank())
        .findFirst()
        .map(one -> new Span(sentence(passage.start()).start(), one.where().end()))
        .orElseGet(() -> new Span(sentence(passage.start()).start(), end));
  }

  private Span sentence(int offset) {
    int next = firstFrom(sentences, Span::start, offset + 1);
    return sentences.isEmpty() ? new Span(offset, offset) : sentences.get(Math.max(0, next - 1));
  }

  /// The citations that begin in a part of the text.
  private Stream<Citation> within(Span part) {
    ToIntFunction<Citation> start = one -> one.where().start();
    int first = firstFrom(citations, start, part.start());
    return citations.subList(first, Math.max(first, firstFrom(citations, start, part.end()))).stream();
  }

  /// The index of the first one at an offset or behind it.
  private static <T> int firstFrom(List<T> sorted, ToIntFunction<T> place, int offset) {
    int low = 0;
    int high = sorted.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (place.applyAsInt(sorted.get(middle)) < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// Of several citations the one that names the source, if one does.
  private CitedAs told(CitedAs.Kind kind, List<Citation> cited, Document source) {
    SourceMatch match = new SourceMatch(source);
    Set<Citation.Named> asked = new HashSet<>();
    Optional<CitedAs> first = Optional.empty();
    for (Citation one : cited) {
      Cancellation.check();
      for (Citation.Named named : one.works()) {
        if (!asked.add(named)) {
          continue;
        }
        Optional<Reference> entry = references.of(named);
        Work work = match.of(named, entry);
        CitedAs told = new CitedAs(kind, one.where().of(text), entry.map(Reference::text).orElse(""), work);
        if (work == Work.SOURCE) {
          return told;
        }
        first = first.or(() -> Optional.of(told));
      }
    }
    return first.orElseThrow();
  }

  private static int common(Span one, Span other) {
    return Math.max(0, Math.min(one.end(), other.end()) - Math.max(one.start(), other.start()));
  }
}
