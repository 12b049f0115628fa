/// What is found.
@NullMarked
package io.doppel.index.hit;

import org.jspecify.annotations.NullMarked;
