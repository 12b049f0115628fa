/// How is a whole collection kept? Copied with all that belongs to it, and held against its checksums before it is used again.
@NullMarked
package io.doppel.engine.snapshot;

import org.jspecify.annotations.NullMarked;
