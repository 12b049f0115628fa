package io.doppel.index.hit;

import io.doppel.text.Passage;

/// A passage that an index found.
///
/// @param passage the passage, its text cut from the stored document
/// @param similarity the cosine of query and passage, in [-1, 1], whatever the backend scores
public record Hit(Passage passage, float similarity) {}
