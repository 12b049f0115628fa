/// Has this been asked before? Texts that ask the same, one against a collection and all against all.
@NullMarked
package io.doppel.duplicates;

import org.jspecify.annotations.NullMarked;
