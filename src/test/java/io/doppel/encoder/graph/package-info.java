@NullMarked
package io.doppel.encoder.graph;

import org.jspecify.annotations.NullMarked;
