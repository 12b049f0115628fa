/// How does an encoder learn? Its graph is run forward and backward; what to make of the gradients is decided above.
@NullMarked
package io.doppel.encoder.training;

import org.jspecify.annotations.NullMarked;
