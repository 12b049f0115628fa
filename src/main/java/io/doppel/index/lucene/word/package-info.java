/// What is a word, and which words count as the same?
@NullMarked
package io.doppel.index.lucene.word;

import org.jspecify.annotations.NullMarked;
