package io.doppel.index.lucene.word;

import io.doppel.index.lucene.word.WordAnalyzer.Word;
import io.doppel.text.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.lucene.analysis.en.EnglishAnalyzer;

/// See [io.doppel.index.PassageIndex#sharedWords].
public final class SharedWords {

  /// The letters of Latin, Greek, Cyrillic and their like; what comes later is counted by letters and pairs of them.
  private static final int FIRST_PAIRED = 0x1100;

  private SharedWords() {}

  public static List<Span> find(WordAnalyzer analyzer, String asked, String text) {
    Set<String> wanted = telling(analyzer.words(asked));
    List<Span> shared = new ArrayList<>();
    for (Word word : analyzer.words(text)) {
      if (wanted.contains(word.term())) {
        add(shared, word.span());
      }
    }
    return shared;
  }

  private static Set<String> telling(List<Word> asked) {
    Set<String> all = new HashSet<>();
    Set<String> singles = new HashSet<>();
    for (Word word : asked) {
      (isSingleLetter(word.term()) ? singles : all).add(word.term());
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
