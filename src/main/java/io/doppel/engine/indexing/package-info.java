/// How do documents get into an index? Read, split, embedded and written at the same time.
@NullMarked
package io.doppel.engine.indexing;

import org.jspecify.annotations.NullMarked;
