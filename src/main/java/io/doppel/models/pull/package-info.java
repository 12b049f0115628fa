/// How does a model get here? The only room that goes to the network.
@NullMarked
package io.doppel.models.pull;

import org.jspecify.annotations.NullMarked;
