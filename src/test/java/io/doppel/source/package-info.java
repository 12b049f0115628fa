@NullMarked
package io.doppel.source;

import org.jspecify.annotations.NullMarked;
