/// How do the parts work together? Opens a model and its collections, indexes, and hands out the tasks.
@NullMarked
package io.doppel.engine;

import org.jspecify.annotations.NullMarked;
