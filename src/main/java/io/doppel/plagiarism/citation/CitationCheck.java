package io.doppel.plagiarism.citation;

import io.doppel.plagiarism.alignment.Case;
import io.doppel.plagiarism.alignment.Kind;
import io.doppel.plagiarism.citation.CitedAs.Work;
import io.doppel.plagiarism.exclusion.Quotations;
import io.doppel.text.Document;
import io.doppel.text.Sentences;
import io.doppel.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Says of the passages of one text how it names their sources. Immutable; any thread may ask.
public final class CitationCheck {

  /// So much of a passage in quotation marks is all of it.
  private static final double ALL = .8;

  /// Characters of a quotation that are more than a name or a term.
  private static final int MIN_QUOTED = 15;

  /// A citation of a quotation stands at most so many characters behind it, as a few words lead to it.
  private static final int MAX_BEHIND = 60;

  /// What stands between the end of a sentence and its citation.
  private static final int MAX_GAP = 3;

  private static final Pattern SENTENCE_END = Pattern.compile("[.!?。]\\s");

  private final String text;
  private final List<Span> quotations;
  private final List<Citation> citations;
  private final List<Reference> references;
  private final List<Span> sentences;

  public CitationCheck(String text) {
    this.text = text;
    this.quotations = Quotations.marked(text).stream().filter(span -> span.length() >= MIN_QUOTED).toList();
    this.citations = Citations.of(text);
    this.references = Reference.of(text);
    this.sentences = Sentences.of(text);
  }

  /// How the text names the source of a passage; empty if it neither quotes nor cites.
  ///
  /// @param source where the passage was found
  public Optional<CitedAs> of(Case found, Document source) {
    Span here = found.here();
    List<Span> quoted = quotations.stream().filter(span -> common(span, here) >= MIN_QUOTED).toList();
    int inMarks = quoted.stream().mapToInt(span -> common(span, here)).sum();
    List<Citation> cited = new ArrayList<>();
    quoted.forEach(span -> citations.stream().filter(one -> isOf(one, span)).forEach(cited::add));
    if (inMarks >= ALL * here.length()) {
      return Optional.of(
          cited.isEmpty()
              ? new CitedAs(CitedAs.Kind.QUOTED_WITHOUT_SOURCE, "", "", Work.UNKNOWN)
              : told(CitedAs.Kind.QUOTED_AND_CITED, cited, source));
    }
    if (cited.isEmpty()) {
      Span around = around(here);
      citations.stream().filter(one -> common(one.where(), around) > 0).forEach(cited::add);
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
          && quotations.stream().noneMatch(other -> other.start() >= quoted.end() && other.end() <= one.where().start())
          && leadsTo(text.substring(quoted.end(), one.where().start()), text.charAt(one.where().start()));
    }
    return one.where().end() <= quoted.start() && sentence(quoted.start()).start() <= one.where().start();
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
    for (Citation one : citations) {
      int gap = one.where().start() - end;
      if (gap >= 0 && gap <= MAX_GAP && text.substring(end, one.where().start()).isBlank()) {
        return new Span(sentence(passage.start()).start(), one.where().end());
      }
    }
    return new Span(sentence(passage.start()).start(), end);
  }

  private Span sentence(int offset) {
    int low = 0;
    int high = sentences.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (sentences.get(middle).start() <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return sentences.isEmpty() ? new Span(offset, offset) : sentences.get(low);
  }

  /// Of several citations the one that names the source, if one does.
  private CitedAs told(CitedAs.Kind kind, List<Citation> cited, Document source) {
    Optional<CitedAs> first = Optional.empty();
    for (Citation one : cited) {
      for (Citation.Named named : one.works()) {
        Optional<Reference> entry = entry(named);
        Work work = new SourceMatch(source).of(named, entry);
        CitedAs told = new CitedAs(kind, one.where().of(text), entry.map(Reference::text).orElse(""), work);
        if (work == Work.SOURCE) {
          return told;
        }
        first = first.or(() -> Optional.of(told));
      }
    }
    return first.orElseThrow();
  }

  /// A number in brackets is one of the list, and a raised one that of a note; where there is only one of both, it is
  /// that.
  private Optional<Reference> entry(Citation.Named named) {
    return references.stream().filter(reference -> reference.isNamedBy(named)).findFirst();
  }

  private static int common(Span one, Span other) {
    return Math.max(0, Math.min(one.end(), other.end()) - Math.max(one.start(), other.start()));
  }
}
