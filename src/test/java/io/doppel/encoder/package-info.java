@NullMarked
package io.doppel.encoder;

import org.jspecify.annotations.NullMarked;
