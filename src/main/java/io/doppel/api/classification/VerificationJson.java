package io.doppel.api.classification;

import io.doppel.classification.Verification;

/// Whether a claim holds, as programs see it.
public record VerificationJson(boolean accepted, float similarity, boolean truncated, CutoffJson cutoff) {

  public static VerificationJson of(Verification verification) {
    return new VerificationJson(
        verification.accepted(),
        verification.similarity(),
        verification.truncated(),
        CutoffJson.of(verification.cutoff()));
  }
}
