/// When is reading given up? What takes too long, or unpacks to more than anybody writes.
@NullMarked
package io.doppel.source.extraction.limit;

import org.jspecify.annotations.NullMarked;
