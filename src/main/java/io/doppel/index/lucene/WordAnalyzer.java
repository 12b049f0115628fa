package io.doppel.index.lucene;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.tartarus.snowball.ext.EnglishStemmer;

/// Turns text into the terms that lexical search counts: the words of [WordTokenizer], English ones by their stems.
///
/// The script of each word decides, not a guess at the language of the whole: so mixed texts, and queries of two
/// words, need no guess. The stemmer leaves alone what does not end as English words do.
///
/// A change of what comes out here is a new [io.doppel.index.Passport#ANALYSIS].
final class WordAnalyzer extends Analyzer {

  @Override
  protected TokenStreamComponents createComponents(String field) {
    Tokenizer words = new WordTokenizer();
    return new TokenStreamComponents(words, new SnowballFilter(words, new EnglishStemmer()));
  }
}
