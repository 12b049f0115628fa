@NullMarked
package io.doppel.eval.data;

import org.jspecify.annotations.NullMarked;
