@NullMarked
package io.doppel.encoder.training;

import org.jspecify.annotations.NullMarked;
