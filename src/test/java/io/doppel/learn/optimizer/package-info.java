@NullMarked
package io.doppel.learn.optimizer;

import org.jspecify.annotations.NullMarked;
