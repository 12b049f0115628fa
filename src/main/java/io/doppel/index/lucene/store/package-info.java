/// What lies in the folder of an index: commits and what they say, segments and how they are written.
@NullMarked
package io.doppel.index.lucene.store;

import org.jspecify.annotations.NullMarked;
