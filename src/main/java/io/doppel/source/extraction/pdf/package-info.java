/// What does a PDF file say, in the order in which people read it?
@NullMarked
package io.doppel.source.extraction.pdf;

import org.jspecify.annotations.NullMarked;
