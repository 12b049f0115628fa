/// Do two texts that look alike differ in the one point that decides? Rules for what embeddings are blind to.
@NullMarked
package io.doppel.duplicates.guard;

import org.jspecify.annotations.NullMarked;
