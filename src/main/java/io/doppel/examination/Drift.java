package io.doppel.examination;

import io.doppel.learn.statistic.MeanInterval;

/// How new texts lie against those of the collection.
///
/// @param texts how many new ones were looked at
/// @param nearest the mean cosine of a new text with the nearest document
/// @param nearestStored the same of the collection's own texts, each without itself
/// @param threshold the cosine that 5 % of the collection's own texts do not exceed
/// @param rejected the share of new texts that are below it; .05 if nothing has changed
/// @param coefficient the energy coefficient, 0 for the same distribution to 1
/// @param pValue how often a random division of all texts is as uneven, see [EnergyTest]
public record Drift(
    int texts,
    MeanInterval nearest,
    MeanInterval nearestStored,
    double threshold,
    MeanInterval rejected,
    double coefficient,
    double pValue) {}
