/// Which fields of Lucene hold a passage and its document, and how are they read?
@NullMarked
package io.doppel.index.lucene.field;

import org.jspecify.annotations.NullMarked;
