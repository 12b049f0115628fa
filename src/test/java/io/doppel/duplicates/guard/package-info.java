@NullMarked
package io.doppel.duplicates.guard;

import org.jspecify.annotations.NullMarked;
