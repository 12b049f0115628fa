/// What in a whole collection says the same? All pairs of it, and clusters of them.
@NullMarked
package io.doppel.duplicates.mining;

import org.jspecify.annotations.NullMarked;
