/// How are passages and documents found?
@NullMarked
package io.doppel.index.lucene.search;

import org.jspecify.annotations.NullMarked;
