@NullMarked
package io.doppel.encoder.batch;

import org.jspecify.annotations.NullMarked;
