/// Why an index did not answer.
@NullMarked
package io.doppel.index.failure;

import org.jspecify.annotations.NullMarked;
