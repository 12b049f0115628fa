/// What if many want embeddings at once? Requests that come at the same time share a batch, or wait, or are refused.
@NullMarked
package io.doppel.encoder.batch;

import org.jspecify.annotations.NullMarked;
