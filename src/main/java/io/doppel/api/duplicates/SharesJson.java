package io.doppel.api.duplicates;

import io.doppel.duplicates.judgement.Judgement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How much of two documents stands in the other one, boilerplate aside, and which part of each that is; as programs
/// see it.
public record SharesJson(double here, double there, double boilerplateHere, double boilerplateThere) {

  /// Null where both documents are a single passage.
  public static @Nullable SharesJson of(Optional<Judgement> judgement) {
    return judgement.flatMap(Judgement::shares).map(SharesJson::of).orElse(null);
  }

  private static SharesJson of(Judgement.Shares shares) {
    return new SharesJson(shares.here(), shares.there(), shares.boilerplateHere(), shares.boilerplateThere());
  }
}
