package io.doppel.language.term;

import io.doppel.language.term.Language;
import io.doppel.text.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.tartarus.snowball.SnowballStemmer;
import org.tartarus.snowball.ext.DanishStemmer;
import org.tartarus.snowball.ext.DutchStemmer;
import org.tartarus.snowball.ext.EnglishStemmer;
import org.tartarus.snowball.ext.FinnishStemmer;
import org.tartarus.snowball.ext.FrenchStemmer;
import org.tartarus.snowball.ext.GermanStemmer;
import org.tartarus.snowball.ext.ItalianStemmer;
import org.tartarus.snowball.ext.NorwegianStemmer;
import org.tartarus.snowball.ext.PortugueseStemmer;
import org.tartarus.snowball.ext.RussianStemmer;
import org.tartarus.snowball.ext.SpanishStemmer;
import org.tartarus.snowball.ext.SwedishStemmer;

/// Turns text into the terms that lexical search counts: the words of [TermTokenizer], without the endings of a
/// [Language].
///
/// Where nobody says which language it is, the script of each word decides, not a guess at the language of the whole:
/// so mixed texts, and queries of two words, need no guess. The stemmer leaves alone what does not end as English words
/// do.
///
/// A change of what comes out here is a new [io.doppel.index.Passport#ANALYSIS].
public final class TermAnalyzer extends Analyzer {

  private static final Map<Language, TermAnalyzer> ALL =
      Arrays.stream(Language.values()).collect(Collectors.toMap(language -> language, TermAnalyzer::new));

  /// The same for every text.
  private static final String FIELD = "words";

  private final Language language;

  private TermAnalyzer(Language language) {
    this.language = language;
  }

  /// The analyzer of a language: thread-safe, one for the whole program, never to be closed.
  public static TermAnalyzer of(Language language) {
    return Objects.requireNonNull(ALL.get(language), "there is one for each");
  }

  @Override
  protected TokenStreamComponents createComponents(String field) {
    Tokenizer words = new TermTokenizer();
    return stemmer(language)
        .map(stemmer -> new TokenStreamComponents(words, new SnowballFilter(words, stemmer)))
        .orElseGet(() -> new TokenStreamComponents(words));
  }

  private static Optional<SnowballStemmer> stemmer(Language language) {
    return switch (language) {
      case AUTO, EN -> Optional.of(new EnglishStemmer());
      case DA -> Optional.of(new DanishStemmer());
      case DE -> Optional.of(new GermanStemmer());
      case ES -> Optional.of(new SpanishStemmer());
      case FI -> Optional.of(new FinnishStemmer());
      case FR -> Optional.of(new FrenchStemmer());
      case IT -> Optional.of(new ItalianStemmer());
      case KO -> Optional.empty();
      case NL -> Optional.of(new DutchStemmer());
      case NO -> Optional.of(new NorwegianStemmer());
      case PT -> Optional.of(new PortugueseStemmer());
      case RU -> Optional.of(new RussianStemmer());
      case SV -> Optional.of(new SwedishStemmer());
    };
  }

  /// The words of `text`, to be consumed before the next text is asked for on the same thread.
  public TokenStream stream(String text) {
    return tokenStream(FIELD, text);
  }

  /// A word of a text as it is counted.
  ///
  /// @param form what equal words share
  /// @param span where it stands
  /// @param isAnother whether it is another form of the word before it, or of a part of that
  public record Term(String form, Span span, boolean isAnother) {}

  /// The terms of `text` in the order of its words. Thread-safe.
  public List<Term> terms(String text) {
    List<Term> terms = new ArrayList<>();
    try (TokenStream stream = stream(text)) {
      CharTermAttribute letters = stream.addAttribute(CharTermAttribute.class);
      OffsetAttribute offset = stream.addAttribute(OffsetAttribute.class);
      PositionIncrementAttribute increment = stream.addAttribute(PositionIncrementAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        terms.add(
            new Term(
                letters.toString(),
                new Span(offset.startOffset(), offset.endOffset()),
                increment.getPositionIncrement() == 0));
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory can be read", e);
    }
    return terms;
  }
}
