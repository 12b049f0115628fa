/// The ONNX file format, as far as an encoder's graph is read and rewritten before it runs.
@NullMarked
package io.doppel.encoder.onnx;

import org.jspecify.annotations.NullMarked;
