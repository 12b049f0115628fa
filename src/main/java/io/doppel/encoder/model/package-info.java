/// What does the folder of a model say? Descriptors, pooling and the layers behind it.
@NullMarked
package io.doppel.encoder.model;

import org.jspecify.annotations.NullMarked;
