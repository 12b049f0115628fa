/// How do the vectors and the words lie on disk? The index in one Lucene directory.
@NullMarked
package io.doppel.index.lucene;

import org.jspecify.annotations.NullMarked;
