package io.doppel.retrieval;

import io.doppel.index.hit.WordScore;
import java.util.List;

/// What the score of a hit is made of: the two parts add up to it.
///
/// @param meaning the part that comes from the similarity
/// @param words the part that comes from the lexical score
/// @param legibility how well the model reads the query, 0 to 1; below 1, meaning has less say in mode hybrid
/// @param byWord what each word of the query gives to the lexical score, most first; none in mode dense
public record Explanation(double meaning, double words, float legibility, List<WordScore> byWord) {

  public Explanation {
    byWord = List.copyOf(byWord);
  }
}
