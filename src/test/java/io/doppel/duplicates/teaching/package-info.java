@NullMarked
package io.doppel.duplicates.teaching;

import org.jspecify.annotations.NullMarked;
