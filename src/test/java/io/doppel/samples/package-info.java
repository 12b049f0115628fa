@NullMarked
package io.doppel.samples;

import org.jspecify.annotations.NullMarked;
