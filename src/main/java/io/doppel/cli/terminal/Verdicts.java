package io.doppel.cli.terminal;

import io.doppel.duplicates.judgement.Judgement.Shares;
import io.doppel.duplicates.judgement.Judgement;
import io.doppel.duplicates.guard.Contrast;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  /// Why: `same template, different: 2023 / 2024`, else the guards, and of documents of several passages how much of
  /// each stands in the other one; empty where there is nothing to say.
  public static String reasons(Judgement judgement) {
    String guards =
        judgement
            .template()
            .map(template ->
                template.fields().stream()
                    .map(field -> field.here() + " / " + field.there())
                    .collect(Collectors.joining(", ", "same template, different: ", "")))
            .orElseGet(() -> guards(judgement.contrasts()));
    return Stream.of(guards, judgement.shares().map(Verdicts::shares).orElse(""))
        .filter(each -> !each.isEmpty())
        .collect(Collectors.joining("; "));
  }

  private static String shares(Shares shares) {
    String both =
        String.format(Locale.ROOT, "%.0f %% and %.0f %% in the other", 100 * shares.here(), 100 * shares.there());
    return shares.boilerplateHere() + shares.boilerplateThere() == 0
        ? both
        : both
            + String.format(
                Locale.ROOT,
                ", but for %.0f %% and %.0f %% boilerplate",
                100 * shares.boilerplateHere(),
                100 * shares.boilerplateThere());
  }

  private static String shown(String words) {
    return words.isEmpty() ? "-" : words;
  }
}
