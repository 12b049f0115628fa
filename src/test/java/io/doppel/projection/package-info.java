@NullMarked
package io.doppel.projection;

import org.jspecify.annotations.NullMarked;
