/// What a collection knows of its duplicates, and keeps up to date.
@NullMarked
package io.doppel.engine.mining;

import org.jspecify.annotations.NullMarked;
