/// What is learned from, and what must not be seen while learning?
@NullMarked
package io.doppel.training.example;

import org.jspecify.annotations.NullMarked;
