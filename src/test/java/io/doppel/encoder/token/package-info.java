@NullMarked
package io.doppel.encoder.token;

import org.jspecify.annotations.NullMarked;
