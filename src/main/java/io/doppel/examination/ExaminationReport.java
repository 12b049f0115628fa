package io.doppel.examination;

import io.doppel.encoder.CosineScale;
import java.util.List;
import java.util.Optional;

/// What came of an examination.
///
/// @param documents of the collection
/// @param texts how many of them were looked at
/// @param scale of the model's cosines
/// @param kept one for each change that any text could have
/// @param slices those first of which changed texts are found worst; small ones last
/// @param cut properties of which only the most frequent values are told
/// @param drift empty where there are no new texts
public record ExaminationReport(
    long documents,
    int texts,
    ExaminationQuery query,
    CosineScale scale,
    List<Kept> kept,
    List<Slice> slices,
    List<String> cut,
    Optional<Drift> drift) {

  public ExaminationReport {
    kept = List.copyOf(kept);
    slices = List.copyOf(slices);
    cut = List.copyOf(cut);
  }

  /// Whether the new texts are others, as sure as was asked for.
  public boolean alarms() {
    return query.alarm().isPresent()
        && drift.filter(known -> known.pValue() <= query.alarm().getAsDouble()).isPresent();
  }
}
