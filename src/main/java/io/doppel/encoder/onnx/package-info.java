/// How is the graph of a model run?
@NullMarked
package io.doppel.encoder.onnx;

import org.jspecify.annotations.NullMarked;
