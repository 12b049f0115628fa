/// Which words of two texts stand for each other, and which has only one of them?
@NullMarked
package io.doppel.duplicates.guard.alignment;

import org.jspecify.annotations.NullMarked;
