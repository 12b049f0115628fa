@NullMarked
package io.doppel.encoder.graph.quantization;

import org.jspecify.annotations.NullMarked;
