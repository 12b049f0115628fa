@NullMarked
package io.doppel.source.extraction.office;

import org.jspecify.annotations.NullMarked;
