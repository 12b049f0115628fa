/// What stays of mining between two runs: the pairs, and the names of clusters.
@NullMarked
package io.doppel.duplicates.mining.kept;

import org.jspecify.annotations.NullMarked;
