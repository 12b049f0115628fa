/// Makes an encoder of eight bits of one of float32.
@NullMarked
package io.doppel.encoder.quantization;

import org.jspecify.annotations.NullMarked;
