@NullMarked
package io.doppel.encoder.onnx;

import org.jspecify.annotations.NullMarked;
