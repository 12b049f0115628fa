/// How sure is it that two texts ask the same? Probabilities out of similarities, learned from pairs that people
/// labelled.
@NullMarked
package io.doppel.duplicates.calibration;

import org.jspecify.annotations.NullMarked;
