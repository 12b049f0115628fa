/// What does an ONNX file hold, and how can its graph be made faster? No runtime in here.
@NullMarked
package io.doppel.encoder.graph;

import org.jspecify.annotations.NullMarked;
