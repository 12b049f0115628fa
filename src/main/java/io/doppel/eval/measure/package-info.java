/// How good is it? The measures of MTEB and PAN as pure functions, each with the definition it follows.
@NullMarked
package io.doppel.eval.measure;

import org.jspecify.annotations.NullMarked;
