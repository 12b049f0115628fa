package io.doppel.api.classification;

import io.doppel.api.Numbers;
import io.doppel.classification.Cutoff;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// From which cosine on something is accepted, as programs see it.
///
/// @param basis `stated`, `kept` or `model`
/// @param falseAccept the share of what should be refused that is accepted, null where there is nothing to tell from
/// @param trueAccept the share of what should be accepted that is, null likewise
public record CutoffJson(
    double threshold, String basis, @Nullable Double falseAccept, @Nullable Double trueAccept) {

  public static CutoffJson of(Cutoff cutoff) {
    return new CutoffJson(
        cutoff.threshold(),
        cutoff.basis().name().toLowerCase(Locale.ROOT),
        Numbers.orNull(cutoff.falseAccept()),
        Numbers.orNull(cutoff.trueAccept()));
  }
}
