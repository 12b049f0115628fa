/// How alike are two documents as a whole?
@NullMarked
package io.doppel.duplicates.resemblance;

import org.jspecify.annotations.NullMarked;
