package io.doppel.api.duplicates;

import io.doppel.duplicates.Decisions.Kind;
import io.doppel.duplicates.PairAnswer.Pair;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A pair of possible duplicates as programs see it; a document without a text shows its title. `probability` and
/// `verdict` are null where no calibration is known for the model, `decision` is null where nobody decided.
/// `template` is where both differ if they are made after one template, `shares` is null where both are a single
/// passage, `first_probability` is the one before a second judge was asked, null where it was not.
public record PairJson(
    String id1,
    String id2,
    String text1,
    String text2,
    float similarity,
    @Nullable Double probability,
    @Nullable String verdict,
    @Nullable Double firstProbability,
    List<GuardJson> guards,
    List<FieldJson> template,
    @Nullable SharesJson shares,
    @Nullable String decision) {

  /// @param decision what people decided about the pair, if they did
  public static PairJson of(Pair pair, Optional<Kind> decision) {
    return new PairJson(
        pair.first().id(),
        pair.second().id(),
        pair.first().shown(),
        pair.second().shown(),
        pair.similarity(),
        JudgementJson.probability(pair.judgement()),
        JudgementJson.verdict(pair.judgement()),
        JudgementJson.firstProbability(pair.judgement()),
        GuardJson.of(pair.judgement()),
        FieldJson.of(pair.judgement()),
        SharesJson.of(pair.judgement()),
        decision.map(DecisionJson::name).orElse(null));
  }
}
