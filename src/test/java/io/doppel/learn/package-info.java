@NullMarked
package io.doppel.learn;

import org.jspecify.annotations.NullMarked;
