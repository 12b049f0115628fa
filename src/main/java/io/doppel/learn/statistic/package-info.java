/// What do lists of numbers say about each other? Whether they rise together, and how sure a difference is.
@NullMarked
package io.doppel.learn.statistic;

import org.jspecify.annotations.NullMarked;
