@NullMarked
package io.doppel.duplicates.mining.kept;

import org.jspecify.annotations.NullMarked;
