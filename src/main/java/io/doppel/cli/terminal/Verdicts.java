package io.doppel.cli.terminal;

import io.doppel.duplicates.calibration.Judgement;
import io.doppel.duplicates.guard.Contrast;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Judgements in words.
public final class Verdicts {

  private Verdicts() {}

  /// A cell of a table: `0.97`, or a line where nothing was judged.
  public static String probability(Optional<Judgement> judgement) {
    return judgement.map(one -> "%.2f".formatted(one.probability())).orElse("-");
  }

  public static String verdict(Optional<Judgement> judgement) {
    return judgement.map(one -> one.verdict().name().toLowerCase(Locale.ROOT)).orElse("-");
  }

  /// The guards: `opposite: on / off`.
  public static String guards(List<Contrast> contrasts) {
    return contrasts.stream()
        .map(one ->
            "%s: %s / %s"
                .formatted(
                    one.guard().name().toLowerCase(Locale.ROOT),
                    shown(one.here()),
                    shown(one.there())))
        .collect(Collectors.joining("; "));
  }

  private static String shown(String words) {
    return words.isEmpty() ? "-" : words;
  }
}
