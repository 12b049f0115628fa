/// Has this text been embedded before? Keeps embeddings on disk from one run to the next.
@NullMarked
package io.doppel.encoder.cache;

import org.jspecify.annotations.NullMarked;
