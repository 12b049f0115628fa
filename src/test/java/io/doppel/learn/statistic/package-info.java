@NullMarked
package io.doppel.learn.statistic;

import org.jspecify.annotations.NullMarked;
