package io.doppel.engine.indexing;

/// Indexing under way.
///
/// @param progress where it is
/// @param documentsTotal documents in the source, -1 if unknown
public record Indexing(IndexingProgress progress, long documentsTotal) {}
