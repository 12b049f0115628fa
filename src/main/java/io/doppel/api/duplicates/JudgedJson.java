package io.doppel.api.duplicates;

import io.doppel.duplicates.PairAnswer.Pair;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the model thinks of a pair, as programs see it: told when a person has decided about it.
public record JudgedJson(
    float similarity,
    @Nullable Double probability,
    @Nullable String verdict,
    @Nullable Double firstProbability,
    List<GuardJson> guards,
    List<FieldJson> template,
    @Nullable SharesJson shares) {

  /// Null where a document of the pair is gone, or both are too long.
  public static @Nullable JudgedJson of(Optional<Pair> pair) {
    return pair.map(JudgedJson::of).orElse(null);
  }

  private static JudgedJson of(Pair pair) {
    return new JudgedJson(
        pair.similarity(),
        JudgementJson.probability(pair.judgement()),
        JudgementJson.verdict(pair.judgement()),
        JudgementJson.firstProbability(pair.judgement()),
        GuardJson.of(pair.judgement()),
        FieldJson.of(pair.judgement()),
        SharesJson.of(pair.judgement()));
  }
}
