/// How is ONNX Runtime driven? Its libraries, its sessions, and what they read from files.
@NullMarked
package io.doppel.encoder.onnx.runtime;

import org.jspecify.annotations.NullMarked;
