@NullMarked
package io.doppel.eval.measure;

import org.jspecify.annotations.NullMarked;
