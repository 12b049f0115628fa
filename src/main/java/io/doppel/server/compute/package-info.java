/// Where is an answer computed, for how long, and for whom?
@NullMarked
package io.doppel.server.compute;

import org.jspecify.annotations.NullMarked;
