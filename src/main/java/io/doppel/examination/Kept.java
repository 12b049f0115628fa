package io.doppel.examination;

import io.doppel.examination.change.Perturbation;
import io.doppel.learn.statistic.MeanInterval;

/// What is left of the similarity of texts with themselves when they are changed.
///
/// @param texts how many of them could be changed so
/// @param similarity the mean cosine of a text and the changed text, -1 to 1
/// @param standard the same on the standard scale, on which models can be compared, with its interval
/// @param low the 5 % quantile of these
/// @param recall the share of changed texts that are no nearer to any other text of the collection, with its interval
public record Kept(
    Perturbation perturbation,
    int texts,
    double similarity,
    MeanInterval standard,
    double low,
    MeanInterval recall) {}
