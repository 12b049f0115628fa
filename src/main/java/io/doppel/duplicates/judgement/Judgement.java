package io.doppel.duplicates.judgement;

import io.doppel.duplicates.calibration.Verdict;
import io.doppel.duplicates.guard.Contrast;
import io.doppel.duplicates.guard.Template;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// How likely two texts are duplicates, and what speaks against it.
///
/// @param probability from 0 to 1
/// @param verdict what to call them
/// @param contrasts the guards that fired and lowered the probability
/// @param template the one that both are made after, if they are the same but for some values
/// @param shares how much of either stands in the other one; empty where both are a single passage
/// @param first the probability before the second judge was asked; empty where it was not
public record Judgement(
    double probability,
    Verdict verdict,
    List<Contrast> contrasts,
    Optional<Template> template,
    Optional<Shares> shares,
    OptionalDouble first) {

  public Judgement {
    contrasts = List.copyOf(contrasts);
  }

  /// How much of two documents stands in the other one, from 0 to 1, by the probabilities of their passages; what is
  /// boilerplate in the collection aside.
  ///
  /// @param boilerplateHere which part of the first document that was
  /// @param boilerplateThere which part of the second
  public record Shares(double here, double there, double boilerplateHere, double boilerplateThere) {}
}
