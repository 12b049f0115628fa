@NullMarked
package io.doppel.encoder.graft;

import org.jspecify.annotations.NullMarked;
