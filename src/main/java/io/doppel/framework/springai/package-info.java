/// How does a program with Spring AI use Doppel? Its model of embeddings, and its store of vectors.
@NullMarked
package io.doppel.framework.springai;

import org.jspecify.annotations.NullMarked;
