@NullMarked
package io.doppel.training;

import org.jspecify.annotations.NullMarked;
