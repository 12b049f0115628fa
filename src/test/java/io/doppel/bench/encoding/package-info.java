@NullMarked
package io.doppel.bench.encoding;

import org.jspecify.annotations.NullMarked;
