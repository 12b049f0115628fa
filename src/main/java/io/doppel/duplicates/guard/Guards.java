package io.doppel.duplicates.guard;

import io.doppel.duplicates.guard.Alignment.Agreement;
import io.doppel.duplicates.guard.language.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Looks for the one point in which two texts that are otherwise alike say different things: what embeddings are blind
/// to. English and Korean. Rules and word lists, no model; thread-safe.
///
/// A guard speaks only of texts that share most of their words. Denials, opposites and exchanged parts each turn a text
/// around, hence two of them cancel out: "not open" is "closed", and "the cat was bitten by the dog" is "the dog bit the
/// cat".
public final class Guards {

  /// Apart from the contrast, the texts agree this much, or in all but one word.
  private static final double MIN_AGREEMENT = .9;

  private Guards() {}

  private static Set<String> explained(List<Contrast> turns, List<Contrast> fired) {
    return Stream.concat(turns.stream(), fired.stream())
        .flatMap(contrast -> Stream.of(contrast.here(), contrast.there()))
        .flatMap(words -> Stream.of(words.split(" ", -1)))
        .collect(Collectors.toSet());
  }

  /// The guards that fire between two texts, each with its words; none for most pairs.
  public static List<Contrast> between(String text1, String text2) {
    Alignment alignment = Alignment.of(Words.of(text1), Words.of(text2));
    List<Contrast> turns = new ArrayList<>();
    Negation.between(alignment).ifPresent(turns::add);
    List<Contrast> opposites = Opposites.standard().between(alignment);
    turns.addAll(opposites);
    Roles.between(alignment).ifPresent(turns::add);
    List<Contrast> fired = new ArrayList<>(turns.size() % 2 == 1 ? turns : List.of());
    fired.addAll(Quantities.between(alignment));
    if (fired.isEmpty()) {
      return turns.isEmpty() ? Replacement.between(alignment).stream().toList() : List.of();
    }
    Agreement agreement = alignment.agreement(explained(turns, fired));
    boolean butOne = agreement.missing() <= 1 && agreement.common() > 1;
    return butOne || agreement.dice() >= MIN_AGREEMENT ? fired : List.of();
  }
}
