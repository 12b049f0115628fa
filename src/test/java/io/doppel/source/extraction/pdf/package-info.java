@NullMarked
package io.doppel.source.extraction.pdf;

import org.jspecify.annotations.NullMarked;
