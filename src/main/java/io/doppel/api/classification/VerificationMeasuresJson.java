package io.doppel.api.classification;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.doppel.api.Numbers;
import io.doppel.classification.VerificationMeasures;
import org.jspecify.annotations.Nullable;

/// How well right claims are told from wrong ones, as programs see it; null where there is nothing to tell from.
public record VerificationMeasuresJson(
    @Nullable Double equalErrorRate,
    @JsonProperty("true_accept_at_1_percent") @Nullable Double trueAccept1,
    @JsonProperty("true_accept_at_0_1_percent") @Nullable Double trueAccept01) {

  public static VerificationMeasuresJson of(VerificationMeasures measures) {
    return new VerificationMeasuresJson(
        Numbers.orNull(measures.equalErrorRate()),
        Numbers.orNull(measures.trueAccept1()),
        Numbers.orNull(measures.trueAccept01()));
  }
}
