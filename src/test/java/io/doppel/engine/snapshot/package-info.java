@NullMarked
package io.doppel.engine.snapshot;

import org.jspecify.annotations.NullMarked;
