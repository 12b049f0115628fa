@NullMarked
package io.doppel.learn.measure;

import org.jspecify.annotations.NullMarked;
