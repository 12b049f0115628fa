/// How does a document lie in a cluster? The fields of an index, and what the engines call them.
@NullMarked
package io.doppel.index.cluster.layout;

import org.jspecify.annotations.NullMarked;
