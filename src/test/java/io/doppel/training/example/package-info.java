@NullMarked
package io.doppel.training.example;

import org.jspecify.annotations.NullMarked;
