package io.doppel.examination.change;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/// A change of a strength.
///
/// @param strength the share of the places where a text could be changed so, above 0, at most 1
public record Perturbation(Change change, double strength) {

  /// What texts are tried with.
  public static final List<Perturbation> STANDARD =
      List.of(
          new Perturbation(Change.TYPOS, .05),
          new Perturbation(Change.TYPOS, .15),
          new Perturbation(Change.KOREAN_TYPOS, .05),
          new Perturbation(Change.KOREAN_TYPOS, .15),
          new Perturbation(Change.CAPITALS, 1),
          new Perturbation(Change.SMALL_LETTERS, 1),
          new Perturbation(Change.SPACES_LOST, .5),
          new Perturbation(Change.SPACES_INSERTED, .2),
          new Perturbation(Change.PUNCTUATION_LOST, 1),
          new Perturbation(Change.SYNONYMS, .5),
          new Perturbation(Change.LOOK_ALIKES, .1));

  public Perturbation {
    if (!(strength > 0 && strength <= 1)) {
      throw new IllegalArgumentException("strength must be above 0 and at most 1, got " + strength);
    }
  }

  /// The changed text; the very same where there is nothing to change.
  public String of(String text, RandomGenerator random) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    String changed = change.of(composed, strength, random);
    return changed.equals(composed) ? text : changed;
  }

  /// Such as `typos 5 %`; the name of the change alone where it is made wherever it can be.
  @Override
  public String toString() {
    return strength == 1 ? change.toString() : String.format(Locale.ROOT, "%s %.0f %%", change, 100 * strength);
  }
}
