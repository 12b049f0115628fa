package io.doppel.api.duplicates;

import io.doppel.duplicates.TextPair;
import io.doppel.duplicates.WordAlignment;
import io.doppel.text.CodePoints;
import java.util.List;

/// Two words that stand for each other, as programs see them: as they are written, where they start in their texts, and
/// their similarity in context.
public record WordMatchJson(String here, int hereStart, String there, int thereStart, float similarity) {

  /// The matches of two texts, in the order of the first.
  public static List<WordMatchJson> of(TextPair pair, WordAlignment alignment) {
    CodePoints here = CodePoints.of(pair.text1());
    CodePoints there = CodePoints.of(pair.text2());
    return alignment.matches().stream()
        .map(
            match ->
                new WordMatchJson(
                    match.here().of(pair.text1()),
                    here.at(match.here().start()),
                    match.there().of(pair.text2()),
                    there.at(match.there().start()),
                    match.similarity()))
        .toList();
  }
}
