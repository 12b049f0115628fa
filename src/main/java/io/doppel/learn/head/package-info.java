/// Which class does a vector belong to? Heads that are fitted to labelled vectors, from means to a small network.
@NullMarked
package io.doppel.learn.head;

import org.jspecify.annotations.NullMarked;
