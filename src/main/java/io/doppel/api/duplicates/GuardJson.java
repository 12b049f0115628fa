package io.doppel.api.duplicates;

import io.doppel.duplicates.judgement.Judgement;
import io.doppel.duplicates.guard.Contrast;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A guard that fired, as programs see it: `negation`, `opposite`, `number`, `role`, `replacement`, `narrowing` or
/// `modality`, and the words of either side.
public record GuardJson(String guard, String here, String there) {

  static GuardJson of(Contrast contrast) {
    return new GuardJson(contrast.guard().name().toLowerCase(Locale.ROOT), contrast.here(), contrast.there());
  }

  /// The guards of a judgement; none where nothing was judged.
  public static List<GuardJson> of(Optional<Judgement> judgement) {
    return judgement.stream().flatMap(one -> one.contrasts().stream()).map(GuardJson::of).toList();
  }
}
