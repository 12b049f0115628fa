/// What is a word, and which passages hold it?
@NullMarked
package io.doppel.index.lucene.word;

import org.jspecify.annotations.NullMarked;
