@NullMarked
package io.doppel.source.extraction.process;

import org.jspecify.annotations.NullMarked;
