@NullMarked
package io.doppel.eval;

import org.jspecify.annotations.NullMarked;
