@NullMarked
package io.doppel.duplicates;

import org.jspecify.annotations.NullMarked;
