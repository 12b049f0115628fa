@NullMarked
package io.doppel.learn.loss;

import org.jspecify.annotations.NullMarked;
