package io.doppel.language.term;

import io.doppel.language.term.TermAnalyzer.Term;
import io.doppel.text.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.en.EnglishAnalyzer;

/// The words that two texts have in common, but for their endings, as lexical search counts them.
public final class SharedWords {

  /// The letters of Latin, Greek, Cyrillic and their like; what comes later is counted by letters and pairs of them.
  private static final int FIRST_PAIRED = 0x1100;

  private SharedWords() {}

  /// Where words of `text` stand that `asked` has too, in their order; those that touch, as Korean letters do, as one.
  /// English words that every text has do not count. Thread-safe.
  ///
  /// @param language whose endings words lose first
  public static List<Span> find(Language language, String asked, String text) {
    TermAnalyzer analyzer = TermAnalyzer.of(language);
    Set<String> wanted = telling(analyzer.terms(asked));
    List<Span> shared = new ArrayList<>();
    for (Term term : analyzer.terms(text)) {
      if (wanted.contains(term.form())) {
        add(shared, term.span());
      }
    }
    return shared;
  }

  private static Set<String> telling(List<Term> asked) {
    Set<String> all = new HashSet<>();
    Set<String> singles = new HashSet<>();
    for (Term term : asked) {
      (isSingleLetter(term.form()) ? singles : all).add(term.form());
    }
    all.removeIf(EnglishAnalyzer.ENGLISH_STOP_WORDS_SET::contains);
    // A single Korean letter is in every text; it tells something only where nothing longer is asked for.
    return all.isEmpty() ? singles : all;
  }

  private static boolean isSingleLetter(String term) {
    int first = term.codePointAt(0);
    return first >= FIRST_PAIRED && term.length() == Character.charCount(first);
  }

  /// Joins a span with the last one where they touch, as pairs of letters do.
  private static void add(List<Span> spans, Span span) {
    if (!spans.isEmpty() && span.start() <= spans.getLast().end()) {
      Span last = spans.removeLast();
      spans.add(new Span(last.start(), Math.max(last.end(), span.end())));
    } else {
      spans.add(span);
    }
  }
}
