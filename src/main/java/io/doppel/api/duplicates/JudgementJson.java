package io.doppel.api.duplicates;

import io.doppel.duplicates.judgement.Judgement;
import io.doppel.duplicates.calibration.Verdict;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The parts of a judgement as programs see them; null where nothing was judged.
public final class JudgementJson {

  private JudgementJson() {}

  public static @Nullable Double probability(Optional<Judgement> judgement) {
    return judgement.map(Judgement::probability).orElse(null);
  }

  /// `duplicate`, `possible` or `different`.
  public static @Nullable String verdict(Optional<Judgement> judgement) {
    return judgement.map(Judgement::verdict).map(JudgementJson::name).orElse(null);
  }

  /// The probability before a second judge was asked; null where it was not.
  public static @Nullable Double firstProbability(Optional<Judgement> judgement) {
    return judgement.filter(each -> each.first().isPresent()).map(each -> each.first().getAsDouble()).orElse(null);
  }

  static String name(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }
}
