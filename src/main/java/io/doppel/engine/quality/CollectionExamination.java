package io.doppel.engine.quality;

import io.doppel.duplicates.PairAnswer;
import io.doppel.examination.ExaminationReport;
import java.time.Instant;

/// What came of the examination of a collection.
///
/// @param guarded pairs that the model takes for duplicates and that guards hold apart, the most similar first
/// @param looked how many documents were looked at for them
/// @param at when it ended
public record CollectionExamination(ExaminationReport report, PairAnswer guarded, int looked, Instant at) {}
