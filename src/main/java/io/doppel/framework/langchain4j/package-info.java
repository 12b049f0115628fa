/// How does a program with langchain4j use Doppel? Its model of embeddings, and its store of them.
@NullMarked
package io.doppel.framework.langchain4j;

import org.jspecify.annotations.NullMarked;
