/// Where are the libraries in machine code that the encoder runs on?
@NullMarked
package io.doppel.encoder.library;

import org.jspecify.annotations.NullMarked;
