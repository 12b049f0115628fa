@NullMarked
package io.doppel.encoder.quantization;

import org.jspecify.annotations.NullMarked;
