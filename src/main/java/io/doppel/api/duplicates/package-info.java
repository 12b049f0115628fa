/// The JSON of duplicates: pairs, clusters, judgements, decisions.
@NullMarked
package io.doppel.api.duplicates;

import org.jspecify.annotations.NullMarked;
