package io.doppel.eval;

import io.doppel.encoder.EncoderFingerprint;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/// The page that keeps the results, in Markdown: what was measured, with which model, when, where, and by which
/// command.
///
/// @param command the command line that measured
/// @param model the model
/// @param date when
/// @param machine processor, cores, memory, system and Java
public record EvaluationPage(String command, EncoderFingerprint model, LocalDate date, String machine) {

  /// The whole page.
  public String of(List<Result> results) {
    StringBuilder page = new StringBuilder();
    page.append(
        """
        # Evaluation

        Measured by the product's own classes with the command below, which also wrote this page.
        Values beside a published one must lie within its tolerance; the others are reported. The definitions of the
        measures are those of MTEB and of PAN and stand in `io.doppel.eval.measure`.

        - Command: `%s`
        - Model: %s, `%s`, %s pooling, at most %d tokens
        - Date: %s
        - Machine: %s

        | task | measure | value | published | tolerance | within |
        | --- | --- | ---: | ---: | ---: | --- |
        """
            .formatted(
                command, model.model(), model.modelSha256(), model.pooling(), model.maxTokens(), date, machine));
    for (Result result : results) {
      page.append(
          "| %s | %s | %s | %s | %s | %s |%n"
              .formatted(
                  result.task(),
                  result.measure(),
                  shown(result.value()),
                  result.published() == null ? "" : shown(result.published()),
                  result.tolerance() == null ? "" : plain(result.tolerance()),
                  result.published() == null ? "" : result.ok() ? "yes" : "**no**"));
    }
    return page.toString();
  }

  /// A value as people read it: four decimals, none for a whole number above 1.
  public static String shown(double value) {
    boolean count = value > 1 && value == Math.rint(value);
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, count ? "%.0f" : "%.4f", value);
  }

  /// A number without exponent: `0.0005`.
  public static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
