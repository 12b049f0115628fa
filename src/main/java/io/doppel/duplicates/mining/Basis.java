package io.doppel.duplicates.mining;

import io.doppel.duplicates.judgement.Judge;
import io.doppel.duplicates.guard.Guards;
import io.doppel.duplicates.resemblance.Boilerplate;
import io.doppel.index.Passport;
import java.util.Optional;
import java.util.TreeMap;

/// What pairs were looked for and judged by. Pairs of another basis are of no use.
///
/// @param threshold the least similarity of a pair, -1 to 1
/// @param judge names the encoder, how documents are cut, the calibration, the guards and how boilerplate is found
public record Basis(float threshold, String judge) {

  static Basis of(float threshold, Passport passport, Optional<Judge> by) {
    return new Basis(
        threshold,
        "guards %d, boilerplate %d, %s, %s"
            .formatted(
                Guards.REVISION,
                Boilerplate.REVISION,
                by.map(Judge::hash).orElse("no calibration"),
                new TreeMap<>(passport.toMap())));
  }
}
