/// How does a text become tokens, and tokens become batches?
@NullMarked
package io.doppel.encoder.token;

import org.jspecify.annotations.NullMarked;
