@NullMarked
package io.doppel.encoder.cache;

import org.jspecify.annotations.NullMarked;
