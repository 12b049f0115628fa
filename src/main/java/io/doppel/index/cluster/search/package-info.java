/// How are passages and documents found in a cluster? All in one point in time.
@NullMarked
package io.doppel.index.cluster.search;

import org.jspecify.annotations.NullMarked;
