/// Where do the vectors live? Passages and embeddings in; the nearest, and all within a similarity, out.
@NullMarked
package io.doppel.index;

import org.jspecify.annotations.NullMarked;
