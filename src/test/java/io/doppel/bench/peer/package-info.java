@NullMarked
package io.doppel.bench.peer;

import org.jspecify.annotations.NullMarked;
