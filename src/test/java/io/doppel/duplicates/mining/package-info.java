@NullMarked
package io.doppel.duplicates.mining;

import org.jspecify.annotations.NullMarked;
