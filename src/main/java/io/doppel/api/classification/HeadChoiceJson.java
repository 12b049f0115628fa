package io.doppel.api.classification;

import io.doppel.classification.head.HeadChoice;
import java.util.List;

/// Which head was chosen and why, as programs see it.
///
/// @param heldOut how many examples were left out in turn; 0 where there was nothing to choose by
public record HeadChoiceJson(String head, int heldOut, List<MeasuredJson> measured) {

  /// What cross-validation says of a head.
  public record MeasuredJson(String head, double accuracy, double macroF1) {}

  public static HeadChoiceJson of(HeadChoice choice) {
    return new HeadChoiceJson(
        choice.head().value(),
        choice.heldOut(),
        choice.measured().stream()
            .map(each -> new MeasuredJson(each.head().value(), each.accuracy(), each.macroF1()))
            .toList());
  }
}
