@NullMarked
package io.doppel.eval.task;

import org.jspecify.annotations.NullMarked;
