package io.doppel.duplicates.calibration;

import io.doppel.duplicates.guard.Contrast;
import java.util.List;

/// How likely two texts are duplicates, and what speaks against it.
///
/// @param probability from 0 to 1
/// @param verdict what to call them
/// @param contrasts the guards that fired and lowered the probability
public record Judgement(double probability, Verdict verdict, List<Contrast> contrasts) {

  public Judgement {
    contrasts = List.copyOf(contrasts);
  }
}
