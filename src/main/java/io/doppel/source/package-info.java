/// Where do documents come from? Files and streams of them, read one at a time in bounded memory.
@NullMarked
package io.doppel.source;

import org.jspecify.annotations.NullMarked;
