/// HashedWords as 64-bit hashes, and runs of them: what tells copies from texts that only mean the same.
@NullMarked
package io.doppel.language.hash;

import org.jspecify.annotations.NullMarked;
