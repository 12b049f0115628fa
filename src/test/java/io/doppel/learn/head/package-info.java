@NullMarked
package io.doppel.learn.head;

import org.jspecify.annotations.NullMarked;
