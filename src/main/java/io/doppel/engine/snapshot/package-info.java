/// What belongs to a collection beside its index, and how is all of it kept? It is copied together, and held against
/// its checksums before it is used again.
@NullMarked
package io.doppel.engine.snapshot;

import org.jspecify.annotations.NullMarked;
