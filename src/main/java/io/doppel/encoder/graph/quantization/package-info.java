/// How do products of matrices become products of integers?
@NullMarked
package io.doppel.encoder.graph.quantization;

import org.jspecify.annotations.NullMarked;
