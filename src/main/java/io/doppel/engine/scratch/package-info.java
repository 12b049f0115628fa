/// Collections that are there for the time of a measurement.
@NullMarked
package io.doppel.engine.scratch;

import org.jspecify.annotations.NullMarked;
