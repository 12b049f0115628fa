/// How far does one go down a gradient?
@NullMarked
package io.doppel.learn.optimizer;

import org.jspecify.annotations.NullMarked;
