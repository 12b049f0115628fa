/// Does the graph find what is there? Approximate search held against exact search, for recall and for time.
@NullMarked
package io.doppel.index.audit;

import org.jspecify.annotations.NullMarked;
