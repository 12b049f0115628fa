@NullMarked
package io.doppel.work;

import org.jspecify.annotations.NullMarked;
