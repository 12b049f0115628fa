@NullMarked
package io.doppel.source.extraction;

import org.jspecify.annotations.NullMarked;
