package io.doppel.duplicates;

import io.doppel.encoder.Embedding;
import io.doppel.encoder.Encoder;
import io.doppel.encoder.TokenEmbedding;
import io.doppel.text.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Which word of one text stands for which of another: a reason that people can see for a similarity. A word is
/// compared in its context, by the mean of its tokens' embeddings. The two words that are most alike are a match, then
/// the two most alike of the rest, and so on (competitive linking: Melamed, 2000, "Models of Translational Equivalence
/// among Words"); what is left of the longer text has no match.
///
/// @param matches in the order of the first text
public record WordAlignment(List<Match> matches) {

  /// Words of a text that are looked at; the model reads few more.
  static final int MAX_WORDS = 400;

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+(?:['’][\\p{L}\\p{M}]++)*+");

  /// Two words.
  ///
  /// @param here in the first text
  /// @param there in the second text
  /// @param similarity the cosine of the two, -1 to 1; words of one language are seldom below .2
  public record Match(Span here, Span there, float similarity) {}

  public WordAlignment {
    matches = List.copyOf(matches);
  }

  /// Aligns the beginnings of two texts, as far as the encoder reads them; no matches where it gives no embeddings of
  /// tokens.
  static WordAlignment of(String text1, String text2, Encoder encoder) {
    List<Word> here = words(text1, encoder.tokens(text1));
    List<Word> there = words(text2, encoder.tokens(text2));
    List<Match> candidates = new ArrayList<>();
    for (Word one : here) {
      for (Word other : there) {
        candidates.add(new Match(one.span(), other.span(), one.embedding().cosine(other.embedding())));
      }
    }
    candidates.sort(Comparator.comparingDouble(match -> -match.similarity()));
    Set<Span> takenHere = new HashSet<>();
    Set<Span> takenThere = new HashSet<>();
    List<Match> best = new ArrayList<>();
    for (Match match : candidates) {
      if (!takenHere.contains(match.here()) && !takenThere.contains(match.there())) {
        takenHere.add(match.here());
        takenThere.add(match.there());
        best.add(match);
      }
    }
    best.sort(Comparator.comparingInt(match -> match.here().start()));
    return new WordAlignment(best);
  }

  private record Word(Span span, Embedding embedding) {}

  /// The words that the tokens belong to; a word without a token was not read.
  private static List<Word> words(String text, List<TokenEmbedding> tokens) {
    List<Word> words = new ArrayList<>();
    for (MatchResult found : WORD.matcher(text).results().limit(MAX_WORDS).toList()) {
      List<Embedding> own =
          tokens.stream()
              .filter(token -> token.span().start() < found.end() && token.span().end() > found.start())
              .map(TokenEmbedding::embedding)
              .toList();
      if (!own.isEmpty()) {
        words.add(new Word(new Span(found.start(), found.end()), Embedding.mean(own)));
      }
    }
    return words;
  }
}
