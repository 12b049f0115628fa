/// Which pairs are worth a person's time, and what is learned from them?
@NullMarked
package io.doppel.duplicates.teaching;

import org.jspecify.annotations.NullMarked;
