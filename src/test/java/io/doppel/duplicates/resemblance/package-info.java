@NullMarked
package io.doppel.duplicates.resemblance;

import org.jspecify.annotations.NullMarked;
