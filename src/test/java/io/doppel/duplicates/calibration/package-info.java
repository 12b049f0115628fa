@NullMarked
package io.doppel.duplicates.calibration;

import org.jspecify.annotations.NullMarked;
