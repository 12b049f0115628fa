package io.doppel.index.lucene.word;

import io.doppel.index.lucene.field.PassageFields;
import io.doppel.text.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.tartarus.snowball.ext.EnglishStemmer;

/// Turns text into the terms that lexical search counts: the words of [WordTokenizer], English ones by their stems.
///
/// The script of each word decides, not a guess at the language of the whole: so mixed texts, and queries of two
/// words, need no guess. The stemmer leaves alone what does not end as English words do.
///
/// A change of what comes out here is a new [io.doppel.index.Passport#ANALYSIS].
public final class WordAnalyzer extends Analyzer {

  @Override
  protected TokenStreamComponents createComponents(String field) {
    Tokenizer words = new WordTokenizer();
    return new TokenStreamComponents(words, new SnowballFilter(words, new EnglishStemmer()));
  }

  /// A word of a text.
  ///
  /// @param term as it is counted
  /// @param span where it stands
  record Word(String term, Span span) {}

  /// The words of `text` in their order. Thread-safe.
  List<Word> words(String text) {
    List<Word> words = new ArrayList<>();
    try (TokenStream stream = tokenStream(PassageFields.WORDS, text)) {
      CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
      OffsetAttribute offset = stream.addAttribute(OffsetAttribute.class);
      stream.reset();
      while (stream.incrementToken()) {
        words.add(new Word(term.toString(), new Span(offset.startOffset(), offset.endOffset())));
      }
      stream.end();
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory can be read", e);
    }
    return words;
  }
}
